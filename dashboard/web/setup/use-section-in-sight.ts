/** Which section of a long page one looks at: the one that reaches over the upper part of the window. */
import { useEffect, useState } from "preact/hooks";

/** The id of the section; null above the first. */
export function useSectionInSight(ids: readonly string[]): string | null {
  const [inSight, setInSight] = useState<string | null>(null);
  useEffect(() => {
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { isIntersecting, target } of entries) if (isIntersecting) setInSight(target.id);
      },
      { rootMargin: "-20% 0px -79% 0px" }, // a line, so that one section is there at a time
    );
    for (const id of ids) {
      const section = document.getElementById(id);
      if (section !== null) observer.observe(section);
    }
    return () => observer.disconnect();
  }, [ids]);
  return inSight;
}
