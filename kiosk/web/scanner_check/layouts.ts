// Keyboards as a scanner and a computer may misunderstand each other by: the same keys, other characters.

/** Where the scanner's keyboard and the computer's differ; named after the row of letters, as people know them. */
export type Layout = "QWERTZ" | "AZERTY" | "QWERTY ñ" | "ЙЦУКЕН";

interface Keys {
  readonly plain: string;
  readonly shifted: string;
}

// Key by key from the top left of a full keyboard, the key beside Enter included.
const AMERICAN: Keys = {
  plain: "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./",
  shifted: '~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?',
};

const OTHERS: Readonly<Record<Layout, Keys>> = {
  QWERTZ: {
    plain: "^1234567890ß´qwertzuiopü+#asdfghjklöäyxcvbnm,.-",
    shifted: "°!\"§$%&/()=?`QWERTZUIOPÜ*'ASDFGHJKLÖÄYXCVBNM;:_",
  },
  AZERTY: {
    plain: "²&é\"'(-è_çà)=azertyuiop^$*qsdfghjklmùwxcvbn,;:!",
    shifted: "~1234567890°+AZERTYUIOP¨£µQSDFGHJKLM%WXCVBN?./§",
  },
  "QWERTY ñ": {
    plain: "º1234567890'¡qwertyuiop`+çasdfghjklñ´zxcvbnm,.-",
    shifted: 'ª!"·$%&/()=?¿QWERTYUIOP^*ÇASDFGHJKLÑ¨ZXCVBNM;:_',
  },
  "ЙЦУКЕН": {
    plain: "ё1234567890-=йцукенгшщзхъ\\фывапролджэячсмитьбю.",
    shifted: 'Ё!"№;%:?*()_+ЙЦУКЕНГШЩЗХЪ/ФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,',
  },
};

export const LAYOUTS = Object.keys(OTHERS) as readonly Layout[];

/** What comes out when a scanner that types as an American keyboard is plugged into a computer set to another. */
export function typedInto(layout: Layout, text: string): string {
  return translated(text, AMERICAN, OTHERS[layout]);
}

/** What comes out when the scanner is set to the other keyboard, and the computer to the American one. */
export function typedAs(layout: Layout, text: string): string {
  return translated(text, OTHERS[layout], AMERICAN);
}

function translated(text: string, from: Keys, to: Keys): string {
  return [...text].map((character) => pressed(character, from.plain, to.plain) ?? pressed(character, from.shifted, to.shifted) ?? character).join("");
}

function pressed(character: string, from: string, to: string): string | undefined {
  const key = [...from].indexOf(character);
  return key < 0 ? undefined : [...to][key];
}
