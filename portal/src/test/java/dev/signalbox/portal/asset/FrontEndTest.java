package dev.signalbox.portal.asset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no compiler checks of the front end: that everything it names is there, and that little. */
final class FrontEndTest {
  /** What the frame and any one page may be, packed: what a first visit loads. */
  private static final int MOST_BYTES = 120 * 1024;

  private static final int MOST_LINES = 400;

  private static final String SWAGGER = "vendor/swagger-ui/";
  private static final URI ROOT = URI.create("https://gateway/");
  private static final Pattern IMPORT_MAP =
      Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);
  private static final Pattern ENTRY = Pattern.compile("\"([^\"]+)\"\\s*:\\s*\"([^\"]+)\"");
  private static final Pattern IMPORT =
      Pattern.compile(
          "\\b(?:import|(?:import|export)\\b[^\"'`;()]*?\\bfrom)\\s*[\"']([\\w@./-]+)[\"']");
  private static final Pattern LAZY_IMPORT = Pattern.compile("\\bimport\\(\\s*[\"']([^\"']+)[\"']");
  private static final Pattern MAKES_MARKUP =
      Pattern.compile(
          "((?:inner|outer)HTML\\s*=[^=]|insertAdjacentHTML|document\\.write|unsafe(?:HTML|SVG|Static)"
              + "|srcdoc|\\beval\\(|\\bnew Function\\b|set(?:Timeout|Interval)\\(\\s*['\"`]|javascript:)");
  private static final Pattern NAMED_BY_MARKUP =
      Pattern.compile("<(?:link|script|img)\\b[^>]*?\\b(?:href|src)=\"([^\"{]+)\"");
  private static final Pattern TO_DOCS = Pattern.compile("/docs\\?([a-z]+=[a-z-]+)");
  private static final Pattern SECTION =
      Pattern.compile("^    id: '([a-z-]+)',$", Pattern.MULTILINE);
  private static final Pattern NAMED_BY_STYLE = Pattern.compile("url\\(\\s*[\"']?([^\"')]+)");

  private static final Pattern EXPORT =
      Pattern.compile("\\bexport\\s+(?:async\\s+)?(?:const|let|function|class)\\s+(\\w+)");
  private static final Pattern IMPORTED = Pattern.compile("\\bimport\\s*\\{([^}]*)\\}\\s*from");
  private static final Pattern WORD = Pattern.compile("(\\w+)");
  private static final Pattern CLASS = Pattern.compile("([a-zA-Z][\\w-]*)");
  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
  private static final Pattern STYLED_CLASS = Pattern.compile("\\.([a-zA-Z][\\w-]*)(?=[^{}]*\\{)");

  private final PortalAssets assets = PortalAssets.ofProgram();

  @Test
  void everyEntryOfTheImportMapIsThere() {
    assertThat(importMap()).isNotEmpty();
    importMap()
        .forEach(
            (name, target) -> {
              String path = at(ROOT, target);
              boolean there =
                  name.endsWith("/")
                      ? names().stream().anyMatch(file -> file.startsWith(path))
                      : names().contains(path);
              assertThat(there).as("%s -> %s", name, target).isTrue();
            });
  }

  @Test
  void everyImportIsThere() {
    List<String> missing = new ArrayList<>();
    int found = 0;
    for (String file : scripts()) {
      for (String target : imports(text(file))) {
        found++;
        if (resolve(file, target).filter(names()::contains).isEmpty()) {
          missing.add(file + " imports " + target);
        }
      }
    }

    assertThat(missing).isEmpty();
    assertThat(found).isGreaterThan(20);
  }

  @Test
  void readsEveryFormOfAnImport() {
    String script =
        """
        import "./a.js";
        import b from './b.js'
        import { c, d as e } from "./c.js";
        import {
          f,
          g,
        } from "./d.js";
        import * as h from "./e.js";
        export * from "./f.js";
        export { i } from "./g.js";
        const j = () => import("./h.js");
        import{k}from"./i.js";import"./j.js";export*from"./k.js";
        export const text = "no.js";
        const more = import.meta.url + "no.js";
        """;

    assertThat(imports(script))
        .containsExactlyInAnyOrder(
            "./a.js", "./b.js", "./c.js", "./d.js", "./e.js", "./f.js", "./g.js", "./h.js",
            "./i.js", "./j.js", "./k.js");
  }

  @Test
  void everyFileThatPagesAndStylesNameIsThere() {
    List<String> missing = new ArrayList<>();
    for (String file : own()) {
      Pattern pattern = file.endsWith(".css") ? NAMED_BY_STYLE : NAMED_BY_MARKUP;
      if (file.endsWith(".html") || file.endsWith(".css")) {
        URI base = file.endsWith(".css") ? ROOT.resolve(file) : ROOT;
        all(pattern, text(file)).stream()
            .filter(target -> !target.startsWith("data:") && !target.startsWith("#"))
            .filter(target -> !names().contains(at(base, target)))
            .forEach(target -> missing.add(file + " names " + target));
      }
    }

    assertThat(missing).isEmpty();
  }

  @Test
  void everySectionOfTheDocsThatIsLinkedIsThere() {
    Set<String> sections = new TreeSet<>();
    for (String file : List.of("start", "operate", "reference")) {
      all(SECTION, text("pages/docs/" + file + ".js")).forEach(id -> sections.add("s=" + id));
    }
    List<String> links =
        scripts().stream().flatMap(file -> all(TO_DOCS, text(file)).stream()).toList();

    assertThat(sections).hasSizeGreaterThan(12);
    assertThat(links).hasSizeGreaterThan(3).allSatisfy(link -> assertThat(sections).contains(link));
  }

  @Test
  void nothingComesFromElsewhere() {
    Stream<String> targets =
        Stream.concat(
            scripts().stream().flatMap(file -> imports(text(file)).stream()),
            importMap().values().stream());

    assertThat(targets).noneMatch(target -> target.matches("(?i)([a-z]+:)?//.*"));
  }

  /**
   * What prompts, names and providers say is text: no script of ours makes markup or code of it.
   */
  @Test
  @DisplayName("X12 no script makes markup or code of text")
  void noScriptMakesMarkupOrCodeOfText() {
    assertThat(own())
        .filteredOn(name -> name.endsWith(".js"))
        .hasSizeGreaterThan(40)
        .allSatisfy(name -> assertThat(all(MAKES_MARKUP, text(name))).as(name).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "node.innerHTML = text",
        "node.outerHTML=text",
        "node.insertAdjacentHTML('beforeend', text)",
        "document.write(text)",
        "import { unsafeHTML } from 'lit/directives/unsafe-html.js'",
        "frame.srcdoc = text",
        "eval(text)",
        "new Function(text)",
        "setTimeout('go()', 1)",
        "location.href = 'javascript:go()'"
      })
  void findsAScriptThatMakesMarkupOrCodeOfText(String script) {
    assertThat(all(MAKES_MARKUP, script)).isNotEmpty();
  }

  @Test
  void nothingIsExportedThatNobodyImports() {
    List<String> unused = new ArrayList<>();
    int found = 0;
    Set<String> imported = new TreeSet<>();
    for (String file : scripts()) {
      all(IMPORTED, text(file)).forEach(names -> imported.addAll(all(WORD, names)));
    }
    for (String file : own()) {
      for (String name : file.endsWith(".js") ? all(EXPORT, text(file)) : List.<String>of()) {
        found++;
        if (!imported.contains(name)) {
          unused.add(file + " exports " + name);
        }
      }
    }

    assertThat(unused).isEmpty();
    assertThat(found).isGreaterThan(100);
  }

  /**
   * A script may make the end of a name, as in {@code line-${kind}}. What swagger-ui draws is what
   * its own style has.
   */
  @Test
  void nothingIsStyledThatNobodyDraws() {
    String drawn =
        own().stream()
            .filter(name -> name.matches(".*\\.(js|html)"))
            .map(this::text)
            .collect(joining("\n"));
    Set<String> words = new TreeSet<>(all(CLASS, drawn));
    words.addAll(all(STYLED_CLASS, text(SWAGGER + "swagger-ui.css")));
    Set<String> styled = new TreeSet<>();
    own().stream()
        .filter(name -> name.endsWith(".css"))
        .forEach(
            name -> styled.addAll(all(STYLED_CLASS, COMMENT.matcher(text(name)).replaceAll(""))));

    assertThat(styled)
        .hasSizeGreaterThan(100)
        .filteredOn(name -> !words.contains(name) && !endsInAScript(name, drawn))
        .isEmpty();
  }

  private static boolean endsInAScript(String name, String drawn) {
    return IntStream.range(1, name.length())
        .mapToObj(length -> "(?<![\\w-])" + name.substring(0, length) + "\\$\\{")
        .anyMatch(begin -> Pattern.compile(begin).matcher(drawn).find());
  }

  /** As our Java is held to. */
  @Test
  void everyFileIsShort() {
    assertThat(own()).filteredOn(name -> text(name).lines().count() > MOST_LINES).isEmpty();
  }

  @Test
  void everyPageIsSmall() {
    Set<String> frame = new TreeSet<>(List.of("index.html", "icon.svg", "core/theme.js"));
    names().stream().filter(name -> name.endsWith(".css")).forEach(frame::add);
    frame.removeIf(name -> name.startsWith(SWAGGER));
    add("app.js", frame);
    List<String> pages = all(LAZY_IMPORT, text("pages/pages.js"));

    assertThat(pages).hasSizeGreaterThan(15);
    for (String page : pages) {
      Set<String> loaded = new TreeSet<>(frame);
      add(at(ROOT.resolve("pages/"), page), loaded);
      assertThat(loaded.stream().mapToInt(this::packed).sum()).as(page).isLessThan(MOST_BYTES);
    }
  }

  /** Adds {@code file} and all that it needs at once. */
  private void add(String file, Set<String> loaded) {
    if (loaded.add(file)) {
      all(IMPORT, text(file)).forEach(target -> add(resolve(file, target).orElseThrow(), loaded));
    }
  }

  private int packed(String name) {
    AssetFile file = assets.find(name).orElseThrow();
    return file.packed().orElse(file.plain()).length;
  }

  @Test
  void saysUnderWhichLicensesItIs() {
    assertThat(names())
        .contains(
            "vendor/lit/LICENSE",
            "vendor/lit-html/LICENSE",
            "vendor/lit-element/LICENSE",
            "vendor/reactive-element/LICENSE",
            "vendor/swagger-ui/swagger-ui-bundle.js.LICENSE.txt");
  }

  /** What makes HTML of a text is not even there. */
  @Test
  void hasNothingThatMakesMarkupOfTexts() {
    assertThat(names()).noneMatch(name -> name.contains("unsafe"));
  }

  private List<String> names() {
    return assets.names();
  }

  private List<String> own() {
    return names().stream().filter(name -> !name.startsWith("vendor/")).toList();
  }

  private List<String> scripts() {
    return names().stream()
        .filter(name -> name.endsWith(".js") && !name.startsWith(SWAGGER))
        .toList();
  }

  private String text(String name) {
    return new String(assets.find(name).orElseThrow().plain(), UTF_8);
  }

  private SequencedMap<String, String> importMap() {
    String map = all(IMPORT_MAP, text("index.html")).getFirst();
    var entries = new TreeMap<String, String>();
    Matcher entry = ENTRY.matcher(map);
    while (entry.find()) {
      entries.put(entry.group(1), entry.group(2));
    }
    return entries;
  }

  /**
   * As a browser does: by the import map, the longest prefix first, else from where it is named.
   */
  private Optional<String> resolve(String file, String target) {
    if (target.startsWith("./") || target.startsWith("../") || target.startsWith("/")) {
      return Optional.of(at(ROOT.resolve(file), target));
    }
    SequencedMap<String, String> map = importMap();
    String exact = map.get(target);
    if (exact != null) {
      return Optional.of(at(ROOT, exact));
    }
    return map.reversed().entrySet().stream()
        .filter(entry -> entry.getKey().endsWith("/") && target.startsWith(entry.getKey()))
        .findFirst()
        .map(entry -> at(ROOT, entry.getValue() + target.substring(entry.getKey().length())));
  }

  private static String at(URI base, String target) {
    return base.resolve(target).getPath().substring(1);
  }

  private static List<String> imports(String script) {
    List<String> targets = new ArrayList<>(all(IMPORT, script));
    targets.addAll(all(LAZY_IMPORT, script));
    return targets;
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).toList();
  }
}
