import { slug } from '../graph-seed/ids.js';
import { nameKey, nameTokens, sortName } from '../src/graph/names.js';

describe('Names', () => {
  test.each([
    ['TensorFlow', 'tensor flow'],
    ['scikit-learn', 'Scikit Learn'],
    ['Résumé', 'resume'],
    ['Problem-solving', 'problem solving'],
    ['R&D', 'R and D'],
    ['.NET', 'dotnet'],
  ])('are the same however they are spelled: %s and %s', (one, other) => {
    expect(nameKey(one)).toBe(nameKey(other));
  });

  test('that differ only in signs stay apart: C, C++ and C#', () => {
    expect(new Set(['C', 'C++', 'C#'].map(nameKey)).size).toBe(3);
    expect(['C', 'C++', 'C#', 'Node.js', 'CI/CD pipelines'].map(slug)).toEqual([
      'c',
      'c-plus-plus',
      'c-sharp',
      'node-js',
      'ci-cd-pipelines',
    ]);
  });

  test('without letters or digits have no words', () => {
    expect(nameTokens('(?!) ""')).toEqual([]);
  });

  test('sort without regard to case and accents', () => {
    expect(['Zebra', 'écran', 'Data'].sort((a, b) => (sortName(a) < sortName(b) ? -1 : 1))).toEqual(['Data', 'écran', 'Zebra']);
  });
});
