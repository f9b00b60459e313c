import { setTimeout as sleep } from 'node:timers/promises';
import { FirstAlone } from '../src/graph/first-alone.js';

/** Work that is begun by whoever runs it, and ends when it is told to. */
function works() {
  const begun: { end: () => void; fail: () => void }[] = [];
  const work = (): Promise<number> =>
    new Promise((resolve, reject) => {
      const place = begun.length;
      begun.push({ end: () => resolve(place), fail: () => reject(new Error(`Work ${place} has failed.`)) });
    });
  return { begun, work };
}
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('Of those who ask the same at once the first goes alone, and the others follow together', async () => {
  const [first, { begun, work }] = [new FirstAlone(), works()];
  const answers = Promise.all([first.run('a', work), first.run('a', work), first.run('a', work)]);
  await settle();
  expect(begun).toHaveLength(1);
  begun[0]!.end();
  await settle();
  expect(begun).toHaveLength(3);
  begun.forEach(({ end }) => end());
  expect(await answers).toEqual([0, 1, 2]);
});

test('What has been answered once, and what is another question, waits for nobody', async () => {
  const [first, { begun, work }] = [new FirstAlone(), works()];
  const answered = first.run('a', work);
  begun[0]!.end();
  await answered;
  void [first.run('a', work), first.run('a', work), first.run('b', work)];
  expect(begun).toHaveLength(4);
});

test('Where the first fails, it alone is told, and those behind it go on; the next is a first one again', async () => {
  const [first, { begun, work }] = [new FirstAlone(), works()];
  const failing = first.run('a', work);
  const others = [first.run('a', work), first.run('a', work)];
  begun[0]!.fail();
  await expect(failing).rejects.toThrow('Work 0 has failed.');
  expect(begun).toHaveLength(3);
  begun.forEach(({ end }) => end());
  expect(await Promise.all(others)).toEqual([1, 2]);
  void [first.run('a', work), first.run('a', work)];
  expect(begun).toHaveLength(4);
});

test('When the database has been away, questions are new again', async () => {
  const [first, { begun, work }] = [new FirstAlone(), works()];
  const answered = first.run('a', work);
  begun[0]!.end();
  await answered;
  first.forget();
  void [first.run('a', work), first.run('a', work)];
  expect(begun).toHaveLength(2);
});

test('Behind a first one that takes too long nobody waits on', async () => {
  const [first, { begun, work }] = [new FirstAlone(), works()];
  const answers = [first.run('a', work), first.run('a', work), first.run('a', work)];
  await sleep(2_700);
  expect(begun).toHaveLength(3);
  begun.forEach(({ end }) => end());
  expect(await Promise.all(answers)).toEqual([0, 1, 2]);
});

test.each(['end', 'fail'] as const)(
  'Whoever was the first before the database went away does not speak for those after it (%s)',
  async (late) => {
    const [first, { begun, work }] = [new FirstAlone(), works()];
    const before = first.run('a', work).catch(() => {});
    first.forget();
    void [first.run('a', work), first.run('a', work)];
    begun[0]![late]();
    await before;
    void first.run('a', work);
    expect([begun.length, first.isAnswered('a')]).toEqual([2, false]);
    begun[1]!.end();
    await settle();
    expect([begun.length, first.isAnswered('a')]).toEqual([4, true]);
  },
);
