package dev.signalbox.gateway.http;

import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what the heads of a multipart form and of its parts say. */
final class FormHead {
  private static final Pattern BOUNDARY =
      Pattern.compile(
          ";\\s*boundary=(?:\"([^\"\\\\]{1,70})\"|([^\\s;\"]{1,70}))", Pattern.CASE_INSENSITIVE);

  private static final Pattern PARAMETER =
      Pattern.compile("\\G\\s*;\\s*([^\\s=;\"]+)\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;\"]*))\\s*");

  /** A name that not every reader makes the same of. */
  private static final Pattern ESCAPED_NAME =
      Pattern.compile("[;\\s]name(?:\\*|\\s*=\\s*\"[^\"]*\\\\)", Pattern.CASE_INSENSITIVE);

  private static final String DISPOSITION = "content-disposition:";

  private FormHead() {}

  /**
   * What stands between the parts of a form of this type.
   *
   * @throws ProblemException when it does not say so
   */
  static String boundary(String contentType) {
    Matcher found = BOUNDARY.matcher(contentType);
    if (!found.find()) {
      throw Problem.invalid(
              "content-type", "`content-type` must be `multipart/form-data` with a `boundary`")
          .toException();
    }
    return found.group(1) == null ? found.group(2) : found.group(1);
  }

  /**
   * Whether a part with the lines {@code head} is the field {@code name}, and no file.
   *
   * @throws ProblemException when readers could disagree
   */
  static boolean names(String head, String name) {
    List<String> dispositions =
        head.lines()
            .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(DISPOSITION))
            .map(line -> line.substring(DISPOSITION.length()))
            .toList();
    if (ESCAPED_NAME.matcher(head).find()) {
      throw unclear(name);
    }
    if (!head.toLowerCase(Locale.ROOT).contains(name)) {
      return false;
    }
    if (dispositions.size() > 1 || head.lines().anyMatch(FormHead::isFolded)) {
      throw unclear(name);
    }
    return dispositions.stream().anyMatch(line -> isField(line, name));
  }

  /** The name of the part with the lines {@code head}; {@code *} where it is not clear. */
  static String nameOf(String head) {
    List<String> names = new ArrayList<>(1);
    for (String line : head.lines().toList()) {
      int end = line.toLowerCase(Locale.ROOT).startsWith(DISPOSITION) ? line.indexOf(';') : -1;
      Matcher parameter = PARAMETER.matcher(line);
      if (end >= 0) {
        parameter.region(end, line.length());
        while (parameter.find()) {
          if (parameter.group(1).equalsIgnoreCase("name")) {
            names.add(valueOf(parameter));
          }
        }
      }
    }
    boolean clear = names.size() == 1 && !ESCAPED_NAME.matcher(head).find();
    return clear ? names.getFirst() : "*";
  }

  /** Whether the part with the lines {@code head} may be a file. */
  static boolean isFile(String head) {
    return head.toLowerCase(Locale.ROOT).contains("filename");
  }

  private static String valueOf(Matcher parameter) {
    return Optional.ofNullable(parameter.group(2)).orElseGet(() -> parameter.group(3));
  }

  private static boolean isFolded(String line) {
    return line.startsWith(" ") || line.startsWith("\t");
  }

  private static boolean isField(String disposition, String name) {
    List<String> names = new ArrayList<>(1);
    boolean file = false;
    int end = disposition.indexOf(';');
    Matcher parameter = PARAMETER.matcher(disposition);
    if (end < 0) {
      return false;
    }
    parameter.region(end, disposition.length());
    while (parameter.find()) {
      String key = parameter.group(1).toLowerCase(Locale.ROOT);
      String value = valueOf(parameter);
      file |= key.startsWith("filename");
      if (key.equals("name") || key.equals("name*")) {
        names.add(key + "=" + value);
      }
      end = parameter.end();
    }
    boolean plain = end == disposition.length() && disposition.indexOf('\\') < 0;
    if (!plain || names.size() != 1 || names.getFirst().startsWith("name*=")) {
      throw unclear(name);
    }
    return names.getFirst().equals("name=" + name) && !file;
  }

  private static ProblemException unclear(String name) {
    return Problem.invalid(
            name,
            "the form cannot be read: a part of it may or may not be `%1$s`, which is written `name=\"%1$s\"`"
                .formatted(name))
        .toException();
  }
}
