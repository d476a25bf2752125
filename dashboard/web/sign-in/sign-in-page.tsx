/** Signs somebody in: by a one-time link, or by name and password. */
import { type Answer, type Api } from "@client/api";
import { useEffect, useState } from "preact/hooks";
import { type Me } from "../me";
import { Trouble, troubleOf } from "../parts/trouble";
import { t } from "../texts";

interface SignInPageProps {
  readonly api: Api;
  /** From a one-time link; null without one. */
  readonly token: string | null;
  readonly onSignedIn: (me: Me) => void;
}

export function SignInPage({ api, token, onSignedIn }: SignInPageProps) {
  const [isBusy, setBusy] = useState(token !== null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const take = (answer: Answer<Me>, explain: (answer: Exclude<Answer<Me>, { kind: "ok" }>) => Trouble): void => {
    if (answer.kind === "ok") return onSignedIn(answer.value);
    setBusy(false);
    setTrouble(explain(answer));
  };
  const signIn = async (name: string, password: string): Promise<void> => {
    setBusy(true);
    setTrouble(null);
    take(await api.post<Me>("/sign-in", { name, password }), troubleOf);
  };
  useEffect(() => {
    if (token !== null) void api.post<Me>("/sign-in/once", { token }).then((answer) => take(answer, linkTrouble));
  }, [token]);
  return (
    <main class="sign-in">
      <h1 class="sign-in-title">{t("sign_in.title")}</h1>
      <Trouble trouble={trouble} />
      {isBusy && token !== null && trouble === null ? <p role="status">{t("sign_in.by_link")}</p> : <Form isBusy={isBusy} onSignIn={signIn} />}
    </main>
  );
}

function linkTrouble(answer: Exclude<Answer<Me>, { kind: "ok" }>): Trouble {
  if (answer.kind !== "refused" || answer.error.code !== "link_used") return troubleOf(answer);
  return { what: t("sign_in.link_used"), remedy: t("sign_in.link_used_next", { command: "turnout sign-in-link congress.db" }) };
}

function Form({ isBusy, onSignIn }: { readonly isBusy: boolean; readonly onSignIn: (name: string, password: string) => Promise<void> }) {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const submit = (event: Event): void => {
    event.preventDefault();
    void onSignIn(name.trim(), password);
  };
  return (
    <form class="form" onSubmit={submit}>
      <label class="field">
        <span>{t("sign_in.name")}</span>
        <input required name="name" autoComplete="username" autoCapitalize="none" dir="auto" value={name} onInput={(event) => setName(event.currentTarget.value)} />
      </label>
      <label class="field">
        <span>{t("sign_in.password")}</span>
        <input required name="password" type="password" autoComplete="current-password" value={password} onInput={(event) => setPassword(event.currentTarget.value)} />
      </label>
      <button class="button is-primary" disabled={isBusy}>{t("sign_in.go")}</button>
      <p class="soft">{t("sign_in.help")}</p>
    </form>
  );
}
