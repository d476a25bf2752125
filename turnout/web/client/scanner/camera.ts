// The camera: opened, watched, opened again when it went away, and its frames handed to the decoder.
import { chosenCamera, foundAgain, listCameras } from "./camera-choice";
import { startDecoder, type Decoder, type Frame } from "./decoder";

/**
 * - `insecure`: the page was not opened over https or on localhost, so the browser has no camera for it
 * - `refused`: somebody, or a policy, said no
 * - `absent`: no camera is connected
 * - `busy`: another program holds it
 * - `lost`: it was there and gives no more pictures
 * - `blind`: pictures come, but the reader of codes does not run
 */
export type CameraState = "starting" | "on" | "insecure" | "refused" | "absent" | "busy" | "lost" | "blind";

export interface CameraOptions {
  /** Shows the picture; belongs to the camera while it runs. */
  readonly video: HTMLVideoElement;
  /** `user` looks at who stands before the screen, `environment` away from it. A wish: a single camera is taken as it is. */
  readonly facing: "user" | "environment";
  readonly onSighting: (code: string, at: number) => void;
  readonly onState: (state: CameraState) => void;
}

const RETRY_MS = 3_000;
const REST_MS = 250; // after a code was read: the page has its answer to draw, and the ticket is still there
const DARK_MS = 4_000; // without a frame for this long the camera is lost, whatever its track says

/** What a failed `getUserMedia` means, by the name of its exception. */
export function troubleOf(name: string): CameraState {
  switch (name) {
    case "NotAllowedError":
    case "SecurityError":
      return "refused";
    case "NotReadableError":
    case "AbortError":
      return "busy";
    default:
      return "absent"; // NotFoundError, OverconstrainedError
  }
}

/** Runs until the returned function is called. */
export function startCamera(options: CameraOptions): () => void {
  const camera = new Camera(options);
  camera.start();
  return () => camera.stop();
}

class Camera {
  private readonly decoder: Decoder;
  private stream: MediaStream | null = null;
  private state: CameraState | null = null;
  private isStopped = false;
  private isOpening = false;
  private isReaderWell = true;
  /** Until this browser has shown that it cannot. */
  private handsFramesOver = typeof VideoFrame !== "undefined";
  private lastFrameAt = 0;
  private restsUntil = 0;
  private watch: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly options: CameraOptions) {
    const onText = (text: string, at: number): void => {
      this.restsUntil = performance.now() + REST_MS;
      options.onSighting(text, at);
    };
    this.decoder = startDecoder(onText, (isWell) => {
      this.isReaderWell = isWell;
      this.handsFramesOver &&= isWell;
    });
  }

  start(): void {
    this.tell("starting");
    void this.open();
    this.watch = setInterval(this.check, RETRY_MS);
    navigator.mediaDevices?.addEventListener("devicechange", this.check);
  }

  stop(): void {
    this.isStopped = true;
    clearInterval(this.watch);
    navigator.mediaDevices?.removeEventListener("devicechange", this.check);
    this.decoder.stop();
    this.close();
  }

  /** Also finds a camera that was plugged in, allowed or freed meanwhile: nobody stands by to press "try again". */
  private readonly check = (): void => {
    void this.changeOver();
    if (this.stream === null) {
      void this.open();
    } else if (!document.hidden && performance.now() - this.lastFrameAt > DARK_MS) {
      this.lose();
    } else {
      this.tell(this.isReaderWell ? "on" : "blind");
    }
  };

  private async open(): Promise<void> {
    if (this.isOpening || this.isStopped) return;
    // Absent on plain http from another machine, whatever the types say.
    if ((navigator.mediaDevices as MediaDevices | undefined) === undefined) return this.tell("insecure");
    this.isOpening = true;
    try {
      await this.show(await navigator.mediaDevices.getUserMedia(wish(this.options.facing, await wanted())));
    } catch (trouble) {
      this.close();
      this.tell(troubleOf(trouble instanceof DOMException ? trouble.name : ""));
    } finally {
      this.isOpening = false;
    }
  }

  /** To the camera that somebody chose, when it is another one or was plugged in again. */
  private async changeOver(): Promise<void> {
    const chosen = await wanted();
    const now = this.stream?.getVideoTracks()[0]?.getSettings().deviceId;
    if (chosen === null || now === undefined || now === chosen) return;
    this.close();
    await this.open();
  }

  private async show(stream: MediaStream): Promise<void> {
    this.stream = stream;
    // The page may have gone on while the question for permission stood open: its light must not stay on.
    if (this.isStopped) return this.close();
    const { video } = this.options;
    const [track] = stream.getVideoTracks();
    track?.addEventListener("ended", this.lose);
    // Mirrored like a looking-glass, or people move their ticket the wrong way.
    video.dataset["mirrored"] = String(track?.getSettings().facingMode !== "environment");
    video.srcObject = stream;
    await video.play();
    this.lastFrameAt = performance.now();
    this.tell("on");
    this.nextFrame();
  }

  private readonly lose = (): void => {
    this.close();
    this.tell("lost");
  };

  private close(): void {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = null;
    this.options.video.srcObject = null;
  }

  private nextFrame(): void {
    const { stream } = this;
    if (stream === null) return;
    this.options.video.requestVideoFrameCallback((now) => {
      if (this.stream !== stream) return; // a callback of the camera before this one would run two loops
      this.lastFrameAt = now;
      void this.hand(now).finally(() => this.nextFrame());
    });
  }

  private async hand(at: number): Promise<void> {
    if (at < this.restsUntil || !this.decoder.isIdle()) return;
    let frame: Frame | null = null;
    try {
      frame = await this.frame();
      this.decoder.decode(frame, at);
    } catch (trouble) {
      // The camera went away between the frame and its copy, and the watch will find out; or frames cannot be handed over.
      console.warn("a camera frame did not reach its reader", trouble);
      this.handsFramesOver &&= frame === null;
      frame?.close();
    }
  }

  /** The picture as the camera gave it, where the browser can: the worker turns it into colours, not the page. */
  private async frame(): Promise<Frame> {
    const { video } = this.options;
    if (this.handsFramesOver) {
      try {
        return new VideoFrame(video);
      } catch (trouble) {
        console.warn("the camera's frames are copied from now on", trouble);
        this.handsFramesOver = false;
      }
    }
    return createImageBitmap(video);
  }

  private tell(state: CameraState): void {
    if (state === this.state) return;
    this.state = state;
    this.options.onState(state);
  }
}

/** The id of the camera that somebody chose, if it is there. Where nobody chose, cameras are not even listed: that takes its time. */
async function wanted(): Promise<string | null> {
  const chosen = chosenCamera(localStorage);
  return chosen === null ? null : foundAgain(chosen, await listCameras());
}

/** `chosen` is the id of a camera that is there. */
function wish(facing: "user" | "environment", chosen: string | null): MediaStreamConstraints {
  const which = chosen === null ? { facingMode: { ideal: facing } } : { deviceId: { exact: chosen } };
  return { audio: false, video: { ...which, width: { ideal: 1280 }, height: { ideal: 720 } } };
}
