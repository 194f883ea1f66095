'use strict';
(() => {
  const $ = (id) => document.getElementById(id);

  for (const button of document.querySelectorAll('[data-by]')) {
    button.addEventListener('click', () => {
      const by = button.dataset.by;
      $('gantt').className = 'by-' + by;
      $('timeline').classList.toggle('by-state-shown', by === 'state');
      for (const other of document.querySelectorAll('[data-by]')) {
        other.setAttribute('aria-pressed', String(other === button));
      }
    });
  }

  const data = JSON.parse($('data').textContent);
  const count = data.id.length;
  const number = new Intl.NumberFormat('en');

  function duration(seconds) {
    if (seconds < 0) return '';
    if (seconds < 0.9995) return Math.round(seconds * 1000) + ' ms';
    if (seconds < 59.95) return seconds.toFixed(seconds < 9.995 ? 2 : 1) + ' s';
    const s = Math.round(seconds);
    if (s < 3600) return Math.floor(s / 60) + ' min ' + (s % 60) + ' s';
    return Math.floor(s / 3600) + ' h ' + Math.floor((s % 3600) / 60) + ' min';
  }

  function memory(kib) {
    if (kib < 0) return '';
    if (kib < 1024) return kib + ' KiB';
    const mib = kib / 1024;
    return mib < 1000 ? mib.toFixed(mib < 10 ? 1 : 0) + ' MiB' : (mib / 1024).toFixed(1) + ' GiB';
  }

  const columns = [
    { key: 'id', show: (v) => v, num: true },
    { key: 'app', show: (v) => data.apps[v] },
    { key: 'workdir', show: (v) => v },
    { key: 'phase', show: (v) => data.phases[v], dot: true },
    { key: 'attempts', show: (v) => v, num: true },
    { key: 'node', show: (v) => data.nodes[v] },
    { key: 'began', show: duration, num: true },
    { key: 'ran', show: duration, num: true },
    { key: 'cpu', show: duration, num: true },
    { key: 'memory', show: memory, num: true },
  ];
  const text = data.id.map((id, i) =>
    [id, data.apps[data.app[i]], data.workdir[i], data.nodes[data.node[i]]].join(' ').toLowerCase());
  const body = document.querySelector('#jobs tbody');
  const heads = [...document.querySelectorAll('#jobs th')];
  let sorted = { column: columns[0], down: false };
  let shown = 100;

  function matching() {
    const words = $('find').value.toLowerCase().split(/\s+/).filter((word) => word);
    const phase = $('phase').value;
    const app = $('app').value;
    const rows = [];
    for (let i = 0; i < count; i++) {
      if (phase !== '' && data.phase[i] !== +phase) continue;
      if (app !== '' && data.app[i] !== +app) continue;
      if (words.every((word) => text[i].includes(word))) rows.push(i);
    }
    return rows;
  }

  function compare(a, b) {
    const { column, down } = sorted;
    let x = data[column.key][a];
    let y = data[column.key][b];
    if (column.key === 'node' || column.key === 'app') {
      x = column.show(x);
      y = column.show(y);
    }
    const order = typeof x === 'string' ? x.localeCompare(y, 'en', { numeric: true }) : x - y;
    return (down ? -order : order) || a - b;
  }

  function row(i) {
    const tr = document.createElement('tr');
    for (const column of columns) {
      const td = document.createElement('td');
      const value = data[column.key][i];
      if (column.dot) {
        const dot = document.createElement('i');
        dot.className = 'dot ' + data.css[value];
        td.append(dot);
      }
      td.append(column.show(value));
      if (column.num) td.className = 'num';
      if (column.key === 'workdir') td.title = value;
      tr.append(td);
    }
    return tr;
  }

  function draw() {
    const rows = matching().sort(compare);
    body.replaceChildren(...rows.slice(0, shown).map(row));
    $('found').textContent = number.format(rows.length) + (rows.length === 1 ? ' job' : ' jobs');
    $('more').hidden = rows.length <= shown;
    $('more').textContent = 'Show more (' + number.format(rows.length - shown) + ' left)';
    heads.forEach((th, i) => {
      if (columns[i] === sorted.column) {
        th.setAttribute('aria-sort', sorted.down ? 'descending' : 'ascending');
      } else {
        th.removeAttribute('aria-sort');
      }
    });
  }

  heads.forEach((th, i) => th.firstChild.addEventListener('click', () => {
    const column = columns[i];
    // Figures are looked at from the largest down.
    const down = sorted.column === column ? !sorted.down : Boolean(column.num) && i > 0;
    sorted = { column, down };
    draw();
  }));
  for (const id of ['find', 'phase', 'app']) {
    $(id).addEventListener('input', () => { shown = 100; draw(); });
  }
  $('more').addEventListener('click', () => { shown += 400; draw(); });
  draw();
})();
