/** What somebody is asked who comes without a registration, what they agree to, and what they may do by themselves. */
import { ownName } from "@client/texts";
import { useState } from "preact/hooks";
import { Confirm } from "../parts/confirm";
import { known, t } from "../texts";
import { AddByName } from "./adding";
import { AtKiosks } from "./at-kiosks";
import { type Consent } from "./document";
import { ChoiceField, LongTextField, TickField } from "./fields";
import { fieldOf, type Setup } from "./setup";
import { ASKING, asking, formOf, formThing, newConsentId, withAsking, withConsent, withConsentText, withoutConsent } from "./walk-in";

export function WalkInSection({ setup }: { readonly setup: Setup }) {
  const { walk_in_fields, settings } = setup.document.value;
  const held = formOf(setup.document.value);
  const first = settings.languages.value[0] ?? "en";
  const part = (id: string) => ({
    of: ({ value }: typeof held) => asking(value, id),
    change: ({ value }: typeof held, how: (typeof ASKING)[number]) => ({ value: withAsking(value, id, how, walk_in_fields) }),
  });
  const add = (text: string) => {
    const consent: Consent = { id: newConsentId(held.value), is_needed: true, texts: { [first]: text } };
    return putForm(setup, { ...held.value, consents: [...held.value.consents, consent] });
  };
  return (
    <>
      <p class="field-hint">{t("walk_in.always")}</p>
      <div class="asked-fields">
        {walk_in_fields.map((id) => (
          <ChoiceField key={id} setup={setup} field={fieldOf(setup, known(`desk.field.${id}`, "walk_in.field_other", { id }), formThing, held, part(id))} options={ASKING} label={(how) => t(`walk_in.${how}`)} />
        ))}
      </div>
      <h3 class="set-title">{t("walk_in.consents")}</h3>
      <p class="field-hint">{t("walk_in.consents_hint")}</p>
      <ul class="set-list">
        {held.value.consents.map((consent) => <li key={consent.id} class="set-card set-body"><ConsentCard setup={setup} consent={consent} /></li>)}
      </ul>
      <AddByName label={t("walk_in.add_consent", { language: ownName(first) })} placeholder={t("walk_in.consent_example")} onAdd={add} />
      <AtKiosks setup={setup} />
    </>
  );
}

/** Sends the whole form, on the version that is shown. */
async function putForm(setup: Setup, value: object) {
  const answer = await setup.api.put<ReturnType<typeof formOf>>(formThing.path, { value, version: setup.document.peek().settings.walk_in.version });
  if (answer.kind === "ok") setup.document.value = formThing.write(setup.document.peek(), answer.value);
  return answer;
}

function ConsentCard({ setup, consent }: { readonly setup: Setup; readonly consent: Consent }) {
  const { settings } = setup.document.value;
  const [isAsked, setAsked] = useState(false);
  const held = formOf(setup.document.value);
  const now = (value: typeof held.value): Consent | undefined => value.consents.find(({ id }) => id === consent.id);
  return (
    <>
      {settings.languages.value.map((language) => (
        <LongTextField
          key={language}
          setup={setup}
          lang={language}
          field={fieldOf(setup, t("walk_in.consent_in", { language: ownName(language) }), formThing, held, {
            of: ({ value }) => now(value)?.texts[language] ?? "",
            change: ({ value }, text: string) => ({ value: withConsentText(value, consent.id, language, text) }),
          })}
        />
      ))}
      <TickField
        setup={setup}
        field={fieldOf(setup, t("walk_in.consent_needed"), formThing, held, {
          of: ({ value }) => now(value)?.is_needed ?? false,
          change: ({ value }, is_needed: boolean) => ({ value: withConsent(value, consent.id, { is_needed }) }),
        })}
        hint={t("walk_in.consent_needed_hint")}
      />
      <div class="set-actions">
        <button type="button" class="button is-quiet" onClick={() => setAsked(true)}>{t("walk_in.remove_consent")}</button>
      </div>
      {isAsked && (
        <Confirm
          title={t("walk_in.remove_consent_title")}
          text={t("walk_in.remove_consent_text")}
          action={t("setup.remove")}
          act={() => putForm(setup, withoutConsent(held.value, consent.id))}
          onClose={() => setAsked(false)}
        />
      )}
    </>
  );
}
