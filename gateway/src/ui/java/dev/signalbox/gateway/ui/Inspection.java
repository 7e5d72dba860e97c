package dev.signalbox.gateway.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.sdk.Gateway;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Looks at pages in every state, light and dark, wide and narrow: each is drawn, does not scroll
 * sideways, axe finds nothing, and the browser has nothing to complain of. The pages are shared
 * among several classes, so that they can be looked at side by side.
 */
final class Inspection implements AutoCloseable {
  private static final List<String> STATES =
      List.of("loading", "first-run", "filtered-empty", "error", "stale", "forbidden", "partial");

  /** What depends on colours alone; everything else is the same in either theme. */
  private static final String[] COLOURS = {"color-contrast"};

  /** What depends on where things stand alone; everything else is the same at either size. */
  private static final String[] LAYOUT = {"scrollable-region-focusable"};

  private static final String[] ALL = {};

  private final Visit visit;

  Inspection(Chromium chromium, Gateway gateway) {
    visit = chromium.visit(gateway.address().toString(), Screen.DESK).open("/");
  }

  /** Whoever looks, before a screen of any size. */
  Visit visit() {
    return visit;
  }

  /**
   * A test for each page that is registered in a group of the side bar that is {@code wanted}, so
   * that none is forgotten; with all its tabs and states.
   */
  Stream<DynamicTest> ofPages(Predicate<String> wanted) {
    return registered().entrySet().stream()
        .filter(page -> wanted.test(page.getValue()))
        .map(Map.Entry::getKey)
        .map(path -> DynamicTest.dynamicTest(path, () -> look(path, STATES)));
  }

  /** A test for each address of one thing; states are those of the page that it is one of. */
  Stream<DynamicTest> ofThings(List<String> paths) {
    return paths.stream().map(path -> DynamicTest.dynamicTest(path, () -> look(path, List.of())));
  }

  /** A test for a page with something open beside it, whose tabs are looked at elsewhere. */
  DynamicTest ofView(String view) {
    return DynamicTest.dynamicTest(view, () -> assertThat(seen(view)).isEmpty());
  }

  /** The paths of the registry of pages, each with its group; the page to log in has none. */
  private Map<String, String> registered() {
    Map<String, String> pages = new LinkedHashMap<>();
    Visit.lines(
            visit
                .page()
                .evaluate(
                    """
                    async () => (await import(new URL('pages/pages.js', document.baseURI).href)).pages
                        .filter((page) => page.group !== null).map((page) => page.group + ' /' + page.path)
                    """))
        .forEach(
            page -> {
              int space = page.indexOf(' ');
              pages.put(page.substring(space + 1), page.substring(0, space));
            });
    return pages;
  }

  private void look(String path, List<String> states) {
    Map<String, List<String>> found = new LinkedHashMap<>();
    note(found, path, seen(path));
    for (String tab : tabs(path)) {
      note(found, tab, seen(tab));
    }
    for (String state : states) {
      note(found, path + "?state=" + state, seen(path + "?state=" + state));
    }

    assertThat(found).isEmpty();
  }

  /** The addresses of the tabs of the page that is shown, but for that one. */
  private List<String> tabs(String path) {
    return Visit.lines(
            visit
                .page()
                .evaluate(
                    """
                    () => [...document.querySelectorAll('main .tabs a')]
                        .map((tab) => new URL(tab.href)).map((url) => url.pathname + url.search)
                    """))
        .stream()
        .filter(tab -> !tab.equals(path))
        .toList();
  }

  /** What is wrong with a view: it is read once, and drawn in both themes and sizes. */
  private List<String> seen(String view) {
    List<String> wrong = new ArrayList<>();
    visit.screen(Screen.DESK).go(view).theme("light");
    int at = view.indexOf("state=");
    String wanted = at < 0 ? "ready" : view.substring(at + "state=".length());
    if (!visit.state().equals(wanted)) {
      wrong.add("is " + visit.state() + " instead of " + wanted);
    }
    wrong.addAll(sideways());
    wrong.addAll(visit.axe(at < 0 || Visit.FULL ? "html" : "main"));
    visit.theme("dark");
    visit.axe("main", Visit.FULL ? ALL : COLOURS).forEach(dark -> wrong.add("dark: " + dark));
    visit.screen(Screen.PHONE);
    wrong.addAll(sideways());
    if (Visit.FULL) {
      visit.axe("html").forEach(each -> wrong.add("dark, narrow: " + each));
      visit.theme("light").axe("html").forEach(each -> wrong.add("narrow: " + each));
    } else if (at < 0) {
      visit.axe("main", LAYOUT).forEach(each -> wrong.add("narrow: " + each));
    }
    wrong.addAll(visit.complaints());
    return wrong;
  }

  private List<String> sideways() {
    return visit.wide().stream().map(each -> "scrolls sideways: " + each).toList();
  }

  private static void note(Map<String, List<String>> found, String name, List<String> wrong) {
    if (!wrong.isEmpty()) {
      found.put(name, wrong);
    }
  }

  @Override
  public void close() {
    visit.close();
  }
}
