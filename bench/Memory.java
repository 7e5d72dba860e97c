import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The memory of one process, in megabytes of 1,048,576 bytes.
 *
 * @param process its id
 */
record Memory(long process) {
  private static final Pattern USED = Pattern.compile("\\bused (\\d+)([KMG])");

  /** What it has in memory now. */
  double resident() throws IOException {
    return status("VmRSS:");
  }

  /** What of that are pages of files, which it could drop: the program, and what it learnt. */
  double files() throws IOException {
    return status("RssFile:");
  }

  /** The most it had in memory since {@link #forgetPeak}, or its start. */
  double peak() throws IOException {
    return status("VmHWM:");
  }

  /** Lets its peak begin anew, from what it has now. */
  void forgetPeak() throws IOException {
    Files.writeString(entry("clear_refs"), "5");
  }

  /**
   * What lives on its heap, after a collection that this asks for.
   *
   * @param jdk folder of the JDK whose {@code jcmd} asks
   */
  double liveHeap(Path jdk) throws IOException {
    jcmd(jdk, "GC.run");
    double kilobytes = 0;
    for (String line : jcmd(jdk, "GC.heap_info").split("\n")) {
      Matcher matcher = USED.matcher(line);
      if (!line.contains("Metaspace") && !line.contains("class space") && matcher.find()) {
        kilobytes +=
            Double.parseDouble(matcher.group(1))
                * switch (matcher.group(2)) {
                  case "K" -> 1;
                  case "M" -> 1024;
                  default -> 1024 * 1024;
                };
      }
    }
    return kilobytes / 1024;
  }

  /** The classes whose instances take most of its heap, after a collection, with a head. */
  List<String> classes(Path jdk, int most) throws IOException {
    return jcmd(jdk, "GC.class_histogram").lines().skip(1).limit(most + 2).toList();
  }

  /** Has {@code jcmd} do something with it, and returns what it says. */
  String jcmd(Path jdk, String... command) throws IOException {
    List<String> whole = new ArrayList<>();
    whole.add(jdk.resolve("bin/jcmd").toString());
    whole.add(Long.toString(process));
    whole.addAll(List.of(command));
    Process jcmd = new ProcessBuilder(whole).redirectErrorStream(true).start();
    String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (jcmd.waitFor() != 0) {
        throw new IOException("jcmd " + String.join(" ", command) + ": " + said.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return said;
  }

  private double status(String name) throws IOException {
    for (String line : Files.readAllLines(entry("status"))) {
      if (line.startsWith(name)) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
      }
    }
    throw new IOException("process " + process + " has no " + name);
  }

  private Path entry(String name) {
    return Path.of("/proc/" + process, name);
  }
}
