/** Says what will be here, and how to begin. */
export function Empty({ what, begin }: { readonly what: string; readonly begin?: string }) {
  return (
    <div class="empty">
      <p>{what}</p>
      {begin !== undefined && <p class="soft">{begin}</p>}
    </div>
  );
}
