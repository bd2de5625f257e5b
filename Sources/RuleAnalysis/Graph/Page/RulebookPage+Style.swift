extension RulebookPage {
  /// Over the colours of the drawings.
  static let style = """
    *{box-sizing:border-box}
    html{scroll-padding-top:7rem}
    body{margin:0;background:var(--rg-paper);color:var(--rg-ink);font-size:16px;line-height:1.5}
    a{color:var(--rg-stage-edge)}
    :focus-visible{outline:3px solid var(--rg-stage-edge);outline-offset:2px}
    .skip{position:absolute;left:-100rem;top:0;background:var(--rg-paper);padding:.5rem 1rem;z-index:3}
    .skip:focus{left:0}
    header{position:sticky;top:0;z-index:2;background:var(--rg-paper);border-bottom:1px solid var(--rg-edge);\
    padding:.5rem 1.25rem}
    .bar{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;align-items:center;max-width:80rem;margin:auto}
    h1{font-size:1.25rem;margin:0;overflow-wrap:anywhere}
    h2{font-size:1.5rem;margin:2.5rem 0 .25rem;overflow-wrap:anywhere}
    h3{font-size:1.1rem;margin:1.75rem 0 .5rem}
    h4{font-size:1rem;margin:0;overflow-wrap:anywhere}
    h4 a{color:inherit;text-decoration:none}
    h4 a:hover{text-decoration:underline}
    .search{display:flex;flex-wrap:wrap;align-items:center;gap:.25rem .6rem;flex:1 1 20rem}
    .search input{flex:1 1 12rem;min-width:0;font:inherit;padding:.3rem .6rem;color:inherit;background:var(--rg-card);\
    border:1px solid var(--rg-edge);border-radius:6px}
    .search input::placeholder{color:var(--rg-muted);opacity:1}
    #found{color:var(--rg-muted);font-size:.9rem}
    nav{max-width:80rem;margin:.25rem auto 0}
    nav ul{display:flex;gap:.25rem 1rem;margin:0;padding:0;list-style:none;overflow-x:auto;white-space:nowrap;font-size:.9rem}
    main{max-width:80rem;margin:auto;padding:.5rem 1.25rem 4rem}
    main:focus{outline:none}
    .summary{margin:.25rem 0 1rem;color:var(--rg-muted)}
    kbd{border:1px solid var(--rg-edge);border-radius:4px;padding:0 .35em;font:inherit;font-size:.85em}
    .legend summary{cursor:pointer}
    .legend svg{max-width:100%}
    .drawing{margin:0;overflow-x:auto;border:1px solid var(--rg-edge);border-radius:8px}
    .drawing svg{display:block;margin:auto}
    .drawing a text{text-decoration:underline;text-decoration-color:var(--rg-edge);text-underline-offset:2px}
    .drawing a:hover text,.drawing a:focus-visible text{fill:var(--rg-stage-edge)}
    .group{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(30rem,100%),1fr));gap:.9rem;align-items:start}
    .group h3{grid-column:1/-1;margin-bottom:0}
    .item{border:1px solid var(--rg-edge);border-radius:8px;padding:.7rem .9rem;min-width:0;background:var(--rg-paper)}
    .item:target{border-color:var(--rg-stage-edge);box-shadow:0 0 0 2px var(--rg-stage-edge)}
    .badges{display:flex;flex-wrap:wrap;gap:.3rem;margin:.35rem 0;padding:0;list-style:none}
    .badge{border:1px solid var(--rg-edge);border-radius:1em;padding:0 .6em;font-size:.8rem;overflow-wrap:anywhere}
    .badge.clock{color:var(--rg-amber);border-color:currentColor}
    .badge.creation{color:var(--rg-green);border-color:currentColor}
    .badge.circle{color:var(--rg-red);border-color:currentColor}
    pre{margin:.4rem 0;padding:.5rem .7rem;background:var(--rg-card);border-radius:6px;font-size:.82rem;line-height:1.45;\
    white-space:pre-wrap;overflow-wrap:anywhere;tab-size:2}
    code{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace}
    .comment{color:var(--rg-muted)}
    .quoted{color:var(--rg-green)}
    .keyword{font-weight:600;color:var(--rg-stage-edge)}
    .place,.ways,.never,details{font-size:.85rem}
    .place{margin:.2rem 0;color:var(--rg-muted);overflow-wrap:anywhere}
    .ways{margin:.3rem 0;padding-left:1.2rem}
    .never{margin:.3rem 0;color:var(--rg-red)}
    summary{cursor:pointer;overflow-wrap:anywhere}
    details p{margin:.3rem 0 0}
    [hidden]{display:none!important}
    .searching .drawing,.searching .legend,.searching .pipeline>.summary{display:none}
    @media (max-width:40rem){header{position:static}html{scroll-padding-top:0}.keys{display:none}main{padding:.5rem .75rem}}
    @media print{header{position:static}.search,nav,.keys,.skip,.legend>summary{display:none}body{font-size:11pt}\
    .drawing{border:0;overflow:visible}.drawing svg{max-width:100%;max-height:19cm}.item{break-inside:avoid}\
    h2,h3{break-after:avoid}.group{display:block}.item{margin-bottom:.6rem}}
    """

  /// Search: every word must be in the text of an item. `/`, Enter and Esc as the page says.
  static let script = """
    (function () {
      'use strict';
      var field = document.getElementById('search'), found = document.getElementById('found');
      var items = Array.prototype.slice.call(document.querySelectorAll('.item'));
      var texts = null;
      function index() {
        if (!texts) {
          texts = items.map(function (item) {
            var section = item.closest('.pipeline').querySelector('h2').textContent;
            return (section + ' ' + item.textContent).toLowerCase();
          });
        }
        return texts;
      }
      function search() {
        var words = field.value.toLowerCase().split(/\\s+/).filter(Boolean), count = 0;
        document.body.classList.toggle('searching', words.length > 0);
        var all = words.length ? index() : null;
        items.forEach(function (item, place) {
          var shows = !all || words.every(function (word) { return all[place].indexOf(word) >= 0; });
          item.hidden = !shows;
          if (shows) { count += 1; }
        });
        document.querySelectorAll('.group,.pipeline').forEach(function (part) {
          part.hidden = words.length > 0 && !part.querySelector('.item:not([hidden])');
        });
        found.textContent = words.length ? count + ' of ' + items.length + ' found' : '';
      }
      var waiting = 0;
      field.addEventListener('input', function () { clearTimeout(waiting); waiting = setTimeout(search, 60); });
      field.addEventListener('keydown', function (event) {
        if (event.key === 'Escape') { field.value = ''; search(); }
        if (event.key === 'Enter') {
          search();
          var first = items.filter(function (item) { return !item.hidden; })[0];
          if (first) { first.querySelector('a').focus(); }
        }
      });
      document.addEventListener('keydown', function (event) {
        var inField = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
        if (event.key !== '/' || inField || event.ctrlKey || event.metaKey || event.altKey) { return; }
        event.preventDefault();
        field.focus();
        field.select();
      });
      document.addEventListener('click', function (event) {
        var link = event.target.closest && event.target.closest('a[href^="#"]');
        if (!link) { return; }
        var target = document.getElementById(link.getAttribute('href').slice(1));
        if (target && target.hidden) { field.value = ''; search(); }
      });
      if (field.value) { search(); }
    })();
    """
}
