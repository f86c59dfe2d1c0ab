import { expect, test, vi } from 'vitest';
import { GroupCommit } from '../../../src/storage/box/group-commit.ts';

/** Groups whose disk is as slow as the test says. */
function slowDisk() {
  const write = vi.fn((items: readonly number[]) => items.map((item) => item * 10));
  let done = Promise.withResolvers<void>();
  const group = new GroupCommit(write, () => done.promise);
  const isDurable = () => {
    const before = done;
    done = Promise.withResolvers<void>();
    before.resolve();
  };
  return { write, group, isDurable };
}

test('an item that finds nothing going on is written at once', async () => {
  const { write, group } = slowDisk();
  const answer = group.add([1]);
  expect(write).toHaveBeenCalledWith([1]);
  expect(await answer).toEqual([10]);
});

test('those that come while a write is made durable share the next one', async () => {
  const { write, group, isDurable } = slowDisk();
  const answers = [[1], [2], [3, 4]].map((items) => group.add(items));
  isDurable();
  expect(await Promise.all(answers)).toEqual([[10], [20], [30, 40]]);
  expect(write.mock.calls).toEqual([[[1]], [[2, 3, 4]]]);
});

test('what waits can be written before its time, and is not written again', async () => {
  const { write, group, isDurable } = slowDisk();
  const answers = [1, 2].map((item) => group.add([item]));
  group.flush();
  isDurable();
  expect(await Promise.all(answers)).toEqual([[10], [20]]);
  isDurable();
  expect(write).toHaveBeenCalledTimes(2);
});

test('a group that cannot be written fails alone', async () => {
  const { write, group, isDurable } = slowDisk();
  write.mockImplementationOnce(() => {
    throw new Error('full');
  });
  await expect(group.add([1])).rejects.toThrow('full');
  const next = group.add([2]);
  isDurable();
  expect(await next).toEqual([20]);
});
