/// The style sheet of every page: light, dark, print and phones, with the system's own faces.
///
/// In print no browser keeps a heading with a grid or a table by `break-after` alone, so headings reserve
/// room below them, which what follows lies in.
enum HTMLStyle {
  static let sheet: HTML = """
    :root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --rule: #d8dee4;
      --ground: #ffffff; --card: #f6f8fa; --accent: #1f5a92; --accent-soft: #9cc0e2;
      --alert: #b42318; --alert-soft: #f3c1bb; --warn: #8a5a00; --good: #1a6b3c;
      --alert-ground: #fdecea; --warn-ground: #fdf4dc; --good-ground: #e9f5ee; }
    @media (prefers-color-scheme: dark) { :root { --ink: #e3e7eb; --soft: #9aa5b1;
      --rule: #343b43; --ground: #14181c; --card: #1c2127; --accent: #7fb4e6;
      --accent-soft: #2f5d88; --alert: #ff9489; --alert-soft: #7a3029; --warn: #e6bb5c;
      --good: #6cc992; --alert-ground: #3a1d1b; --warn-ground: #362c14; --good-ground: #17301f; } }
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui,
      -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
      font-variant-numeric: tabular-nums; -webkit-text-size-adjust: 100%; }
    main { max-width: 1180px; margin: 0 auto; padding: 28px 20px 48px; }
    h1 { font-size: 26px; line-height: 1.2; margin: 0 0 4px; font-weight: 650; }
    h2 { font-size: 18px; margin: 36px 0 4px; padding-top: 14px; font-weight: 650;
      border-top: 1px solid var(--rule); }
    h3 { font-size: 15px; margin: 20px 0 4px; font-weight: 650; }
    p { margin: 6px 0; max-width: 78ch; } .soft, .note, small { color: var(--soft); }
    .asof { max-width: none; } .note, .lead { font-size: 13.5px; max-width: 100ch; }
    .summary { font-size: 16.5px; line-height: 1.55; margin: 14px 0 6px; }
    nav { font-size: 13.5px; margin: 10px 0 0; display: flex; flex-wrap: wrap; gap: 2px 16px; }
    a { color: var(--accent); text-decoration: none; } a:hover { text-decoration: underline; }
    .tiles { display: grid; gap: 10px; margin: 12px 0;
      grid-template-columns: repeat(auto-fill, minmax(min(100%, 250px), 1fr)); }
    .tile { background: var(--card); border: 1px solid var(--rule); border-radius: 6px;
      padding: 10px 12px; } .tile b { display: block; font-size: 21px; font-weight: 650;
      line-height: 1.3; } .tile span { display: block; font-size: 13px; color: var(--soft); }
    .scroll { overflow-x: auto; margin: 8px 0; border: 1px solid var(--rule); border-radius: 6px; }
    caption { text-align: left; padding: 6px 9px; font-weight: 600; font-size: 13.5px; }
    caption span { display: inline-block; position: sticky; left: 9px;
      max-width: min(100ch, calc(100vw - 54px)); } caption small { font-size: 12.5px; font-weight: 400; }
    table { border-collapse: collapse; width: 100%; font-size: 13.5px; }
    th, td { padding: 6px 9px; text-align: right; vertical-align: top; white-space: nowrap;
      border-bottom: 1px solid var(--rule); unicode-bidi: isolate; }
    thead th { font-weight: 600; color: var(--soft); background: var(--card);
      vertical-align: bottom; white-space: normal; min-width: 9ch; } tbody tr:last-child > * { border-bottom: 0; }
    tbody th { font-weight: 600; } .l { text-align: left; }
    tbody th:first-child { position: sticky; left: 0; background: var(--ground); min-width: 15ch;
      max-width: 28ch; white-space: normal; overflow-wrap: break-word; }
    td small, th small { display: block; font-size: 12px; line-height: 1.35; font-weight: 400; } tr.total > * { font-weight: 600; }
    .verdict { display: inline-block; padding: 0 8px; border-radius: 4px; font-weight: 600; }
    .hard { color: var(--alert); background: var(--alert-ground); }
    .warning { color: var(--warn); background: var(--warn-ground); }
    .passed { color: var(--good); background: var(--good-ground); }
    .charts { display: grid; gap: 22px 24px; margin: 12px 0; align-items: start;
      grid-template-columns: repeat(auto-fill, minmax(min(100%, 340px), 1fr)); }
    .pair { display: grid; grid-column: 1 / -1; grid-template-columns: inherit; gap: inherit; }
    .chart { margin: 0; max-width: 440px; break-inside: avoid; }
    figcaption { font-weight: 600; font-size: 14px; } figcaption small { font-weight: 400;
      font-size: 12.5px; display: block; }
    svg { display: block; width: 100%; height: auto; overflow: visible; margin-top: 4px; }
    svg text { font-size: 12.5px; fill: var(--soft); } svg .strong { fill: var(--ink);
      font-weight: 600; } svg .ink { fill: var(--ink); }
    .mask { fill: var(--ground); }
    .g { stroke: var(--rule); stroke-width: 1; } .a { stroke: var(--soft); stroke-width: 1; }
    .bar { fill: var(--accent); } .bar.tail { fill: var(--alert); } .bar.gain { fill: var(--good); }
    .band { fill: var(--accent); } .b0 { fill-opacity: .16; } .b1 { fill-opacity: .22; }
    .b2 { fill-opacity: .34; } .median { fill: none; stroke: var(--accent); stroke-width: 2; }
    .whisker { stroke-width: 1.6; } .drop { stroke-width: 1; opacity: .75; }
    line.es { stroke-dasharray: 4 3; } line.whisker.es { stroke-dasharray: none; }
    line.var { stroke: var(--ink); } line.es { stroke: var(--alert); } line.hz { stroke: var(--ink); }
    circle.var { fill: var(--ink); } circle.es { fill: var(--alert); }
    .cline { fill: none; stroke-width: 1.8; } .curve { stroke: var(--accent); } .cline.var { stroke: var(--ink); }
    .cline.es { stroke: var(--alert); } .cband { fill-opacity: .15; } .cband.var { fill: var(--ink); }
    .cband.es { fill: var(--alert); } .cut { stroke: var(--ground); stroke-width: 4; }
    .legend { font-size: 13.5px; display: flex; flex-wrap: wrap; gap: 2px 18px; color: var(--soft); }
    .sw { display: inline-block; width: 22px; height: 11px; margin-right: 6px;
      background: var(--accent); } .sw.b0 { opacity: .16; } .sw.b1 { opacity: .38; }
    .sw.b2 { opacity: .6; } .sw.line { height: 2px; vertical-align: middle; }
    .sw.tail { background: var(--alert); } .sw.gain { background: var(--good); }
    @media screen { details.fold:not([open]) + .folded { display: none; } }
    details { margin: 8px 0; } summary { cursor: pointer; color: var(--accent); font-size: 14px; }
    dl { display: grid; grid-template-columns: minmax(150px, 220px) 1fr; gap: 8px 20px;
      font-size: 14px; margin: 10px 0; } dt { font-weight: 600; } dd { margin: 0; max-width: 78ch;
      overflow-wrap: anywhere; } ul { margin: 4px 0; padding-left: 20px; }
    .hash { font: 12.5px ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
    footer { margin-top: 36px; font-size: 13px; color: var(--soft);
      border-top: 1px solid var(--rule); padding-top: 10px; }
    @media (max-width: 640px) { main { padding: 18px 16px 32px; } h1 { font-size: 22px; }
      .tiles { grid-template-columns: 1fr 1fr; } .tile b { font-size: 18px; }
      dl { grid-template-columns: 1fr; gap: 2px; } dd { margin-bottom: 8px; }
      tbody th:first-child { min-width: 12ch; max-width: 15ch; } }
    @media print { :root { color-scheme: light; --ink: #000; --soft: #444; --rule: #bbb;
      --ground: #fff; --card: #fff; --accent: #1f5a92; --alert: #b42318; --warn: #8a5a00;
      --good: #1a6b3c; --alert-ground: #fff; --warn-ground: #fff; --good-ground: #fff; }
      body { font-size: 11px; } main { max-width: none; padding: 0; } nav { display: none; }
      p, .lead { max-width: none; font-size: 11px; }
      .summary { font-size: 12.5px; } table { font-size: 9.5px; } td small, th small { font-size: 8.5px; }
      th, td { padding: 3px 5px; } .scroll { overflow: visible; }
      .charts { grid-template-columns: repeat(2, 1fr); }
      h1, h2, h3, .lead, .legend, p:has(+ .scroll), details, caption, thead, dt { break-after: avoid; }
      h2, h3, summary, p, .chart, tr, .tile, dt, dd, li { break-inside: avoid; }
      h2::after, h3::after, summary::after { content: ""; display: block; height: 280px;
        margin-bottom: -280px; } thead { display: table-header-group; }
      tbody th:first-child { position: static; }
      summary { list-style: none; color: var(--ink); font-weight: 600; font-size: 11px; }
      summary::-webkit-details-marker { display: none; } caption { font-size: 10.5px; padding: 3px 5px; }
      caption span { max-width: none; } caption small { font-size: 9.5px; }
      .tiles { grid-template-columns: repeat(4, 1fr); } .tile b { font-size: 14px; }
      * { -webkit-print-color-adjust: exact; print-color-adjust: exact; } }
    @page { margin: 14mm; }

    """
}
