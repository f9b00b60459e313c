const isAscii = (text: string): boolean => !/[^\0-\x7f]/.test(text);
const withoutMarks = (text: string): string => (isAscii(text) ? text : text.normalize('NFKD').replace(/\p{M}/gu, ''));

/** A name as a person might mean it: case, accents and punctuation apart, but C, C++ and C# stay three. */
function spelledOut(text: string): string {
  const lower = withoutMarks(text).toLowerCase();
  if (!/[.+#&]/.test(lower)) return lower; // as most names
  return lower
    .replace(/(^|\s)\.(?=\p{L})/gu, '$1dot')
    .replace(/\+/g, ' plus ')
    .replace(/#/g, ' sharp ')
    .replace(/&/g, ' and ');
}

/** The words of a name, for comparing names word by word. */
export const nameTokens = (text: string): string[] => spelledOut(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** What two spellings of one name share: `TensorFlow`, `tensor flow` and `Tensor-Flow` are all `tensorflow`. */
export const nameKey = (text: string): string => nameTokens(text).join('');

/** What lists of names are sorted by: lower case, without accents. */
export const sortName = (text: string): string => withoutMarks(text).toLowerCase().trim();
