package dev.signalbox.gateway.admin.frame;

import dev.signalbox.gateway.reach.Escapes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names in the path of a route, and what stands in their place in the path of a request.
 *
 * @param form what the path of a request looks like, with a group for each name
 */
record Segments(List<String> names, Pattern form) {
  private static final Pattern NAME = Pattern.compile("\\{([a-z_]+)(\\+?)\\}");

  /** The names in {@code path}; no slash is in what stands for one, unless it has a plus. */
  static Segments of(String path) {
    List<String> names = new ArrayList<>();
    StringBuilder form = new StringBuilder();
    Matcher name = NAME.matcher(path);
    int end = 0;
    while (name.find()) {
      form.append(Pattern.quote(path.substring(end, name.start())))
          .append(name.group(2).isEmpty() ? "([^/]+)" : "(.+)");
      names.add(name.group(1));
      end = name.end();
    }
    form.append(end < path.length() ? Pattern.quote(path.substring(end)) : "");
    return new Segments(List.copyOf(names), Pattern.compile(form.toString()));
  }

  /** What stands for the names in {@code path}, decoded; {@code path} has the form. */
  Map<String, String> in(String path) {
    Matcher found = form.matcher(path);
    Map<String, String> values = new LinkedHashMap<>();
    if (found.matches()) {
      for (int i = 0; i < names.size(); i++) {
        values.put(names.get(i), Escapes.undoneIfSound(found.group(i + 1)));
      }
    }
    return values;
  }
}
