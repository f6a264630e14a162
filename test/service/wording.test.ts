import { expect, it } from 'vitest';
import { openDatabase } from '../../src/database/connect.ts';
import { Desk } from '../../src/service/editorial/desk.ts';
import { Service } from '../../src/service/service.ts';
import { writtenForms } from '../../src/service/wording.ts';
import { describeDatabase } from '../support/database.ts';

const silent = { info() {}, warn() {}, error() {} };

describeDatabase('the wording of explanations', (openOptions) => {
  it("is the article's own, then its neighbours', and none when the database is gone", async () => {
    const options = await openOptions();
    const service = new Service({ ...options, log: silent, reindexesItself: false });
    await service.whenReady();
    await service.put({ title: 'Ferries wait', body: 'Ferries of O’Connor wait. Zelenskyy’s visit.' }, 'a');
    await service.put({ title: 'A ferry', body: 'A ferry. Harbours everywhere.' }, 'b');
    await service.stop();
    const database = await openDatabase(options);
    const forms = await writtenForms(database.orm, [1, 2]);
    expect(forms?.get('ferri')).toBe('Ferries');
    expect(forms?.get('oconnor')).toBe('O’Connor');
    expect(forms?.get('harbour')).toBe('Harbours');
    expect((await writtenForms(database.orm, [2, 1]))?.get('ferri')).toBe('ferry');
    await database.close();
    expect(await writtenForms(database.orm, [1, 2])).toBeUndefined();
  });

  it('leaves lookups under rules and placements as they are when the database is gone', async () => {
    const options = await openOptions();
    const database = await openDatabase(options);
    let isGone = false;
    const desk = new Desk(() => {
      if (isGone) throw new Error('gone');
      return database;
    });
    const rule = { action: 'exclude', target: { kind: 'article', name: 'a' } };
    await desk.putRule('r', rule, Date.now());
    await desk.putPlacement('foot', { limit: 2 });
    isGone = true;
    const { decisions } = desk;
    await expect(desk.refresh()).rejects.toThrow('gone');
    expect(desk.decisions).toBe(decisions);
    expect(desk.placement('foot', 'invalid')).toEqual({ limit: 2 });
    expect(decisions.rules.all.map(({ id }) => id)).toEqual(['r']);
    await database.close();
  });
});
