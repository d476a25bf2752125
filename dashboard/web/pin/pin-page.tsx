/** One's own PIN for kiosks: the number that is typed before it, another PIN, or none; and the sheet to check scanners with. */
import { type Answer, type Api } from "@client/api";
import { Icon } from "@client/icons";
import { useEffect, useState } from "preact/hooks";
import { type Me } from "../me";
import { type Opened } from "../opened";
import { Empty } from "../parts/empty";
import { mayCome } from "../parts/help-desk";
import { TopBar } from "../parts/top-bar";
import { Trouble, troubleOf } from "../parts/trouble";
import { t } from "../texts";

interface OwnPin {
  readonly number: number | null;
}

interface PinPageProps extends Opened {
  readonly me: Me;
  readonly api: Api;
}

export function PinPage({ me, api, topics, totals, delivery, onSignOut }: PinPageProps) {
  const event = totals.value?.data.event ?? me.event;
  return (
    <div class={topics.stale.value ? "desk is-stale" : "desk"}>
      <TopBar event={event} topics={topics} delivery={delivery} role={me.account.role} onSignOut={onSignOut} />
      {mayCome(me.account.role) ? <Pin api={api} /> : <main class="desk-alone"><Empty what={t("pin.not_yours")} begin={t("pin.not_yours_next")} /></main>}
    </div>
  );
}

function Pin({ api }: { readonly api: Api }) {
  const [own, setOwn] = useState<OwnPin | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [isSaved, setSaved] = useState(false);
  const take = (answer: Answer<OwnPin>, isNew: boolean): boolean => {
    setSaved(isNew && answer.kind === "ok");
    if (answer.kind === "ok") setOwn(answer.value);
    setTrouble(answer.kind === "ok" ? null : troubleOf(answer));
    return answer.kind === "ok";
  };
  useEffect(() => {
    void api.get<OwnPin>("/me/pin").then((answer) => take(answer, false));
  }, [api]);
  return (
    <main class="pin-page">
      <h1>{t("pin.title")}</h1>
      <p>{t("pin.what")}</p>
      <Trouble trouble={trouble} />
      {own === null && trouble === null && <p class="loading" role="status">{t("common.loading")}</p>}
      {own !== null && (
        <div role="status">
          {own.number === null ? <p>{t("pin.none")}</p> : <p>{t("pin.number")} <span class="pin-number">{own.number}</span></p>}
          {isSaved && <p class="pin-saved"><Icon name="check" /><span>{t("pin.saved")}</span></p>}
        </div>
      )}
      {own !== null && <NewPin hasOne={own.number !== null} onPut={async (pin) => take(await api.put<OwnPin>("/me/pin", { pin }), true)} onRemove={async () => void take(await api.remove<OwnPin>("/me/pin"), false)} />}
      <h2>{t("pin.sheet_title")}</h2>
      <p>{t("pin.sheet_what")}</p>
      <p><a class="button" href="/api/v1/kiosk/scanner-sheet.pdf" download><Icon name="printer" /> {t("pin.sheet")}</a></p>
    </main>
  );
}

interface NewPinProps {
  readonly hasOne: boolean;
  /** True when it was kept. */
  readonly onPut: (pin: string) => Promise<boolean>;
  readonly onRemove: () => Promise<void>;
}

function NewPin({ hasOne, onPut, onRemove }: NewPinProps) {
  const [pin, setPin] = useState("");
  const [isBusy, setBusy] = useState(false);
  const during = async (act: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    await act();
    setBusy(false);
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    void during(async () => {
      if (await onPut(pin)) setPin("");
    });
  };
  return (
    <form class="form" onSubmit={submit}>
      <label class="field">
        <span>{t("pin.new")}</span>
        {/* Not the browser's password: it would be offered at the next sign-in. */}
        <input required name="pin" type="password" inputMode="numeric" autoComplete="off" pattern="[0-9]{4,8}" maxLength={8} title={t("pin.shape")} value={pin} onInput={(event) => setPin(event.currentTarget.value)} />
      </label>
      <div class="pin-choices">
        <button class="button is-primary" disabled={isBusy}>{t("pin.put")}</button>
        {hasOne && <button type="button" class="button" disabled={isBusy} onClick={() => void during(onRemove)}>{t("pin.remove")}</button>}
      </div>
    </form>
  );
}
