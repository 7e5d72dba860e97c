package dev.signalbox.gateway.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Benches, which only their scripts build: they must not fall behind what they measure. */
final class BenchesTest {
  /** As much of JMH as benches name; their scripts fetch the real one. */
  private static final Map<String, String> JMH =
      Map.ofEntries(
          Map.entry("annotations.Benchmark", "@interface Benchmark {}"),
          Map.entry("annotations.BenchmarkMode", "@interface BenchmarkMode { Mode[] value(); }"),
          Map.entry("annotations.Fork", "@interface Fork { int value(); }"),
          Map.entry("annotations.Level", "enum Level { Trial, Iteration, Invocation }"),
          Map.entry(
              "annotations.Measurement",
              "@interface Measurement { int iterations(); int time() default 10; }"),
          Map.entry("annotations.Mode", "enum Mode { AverageTime, SampleTime, SingleShotTime }"),
          Map.entry(
              "annotations.OutputTimeUnit",
              "@interface OutputTimeUnit { java.util.concurrent.TimeUnit value(); }"),
          Map.entry("annotations.Param", "@interface Param { String[] value(); }"),
          Map.entry("annotations.Scope", "enum Scope { Benchmark, Thread }"),
          Map.entry("annotations.Setup", "@interface Setup { Level value() default Level.Trial; }"),
          Map.entry("annotations.State", "@interface State { Scope value(); }"),
          Map.entry(
              "annotations.Warmup",
              "@interface Warmup { int iterations(); int time() default 10; }"),
          Map.entry("infra.Blackhole", "class Blackhole { public void consume(Object value) {} }"));

  @TempDir Path classes;

  @Test
  void allOfThemCompile() throws IOException {
    List<String> errors = errorsIn(benches(), List.of());

    assertThat(errors).as("what the compiler says of bench/**/*.java").isEmpty();
  }

  @Test
  void reportsOneThatDoesNot() throws IOException {
    JavaFileObject behind =
        new Source(
            "Behind",
            "class Behind { Object o = dev.signalbox.engine.text.NearMatch.whatever(); }");

    assertThat(errorsIn(List.of(), List.of(behind)))
        .singleElement()
        .asString()
        .contains("Behind", "whatever");
  }

  private List<String> errorsIn(List<Path> files, List<JavaFileObject> more) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    var said = new DiagnosticCollector<JavaFileObject>();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(said, Locale.ROOT, StandardCharsets.UTF_8)) {
      List<JavaFileObject> sources = new ArrayList<>(more);
      manager.getJavaFileObjectsFromPaths(files).forEach(sources::add);
      JMH.forEach(
          (name, code) ->
              sources.add(new Source("org/openjdk/jmh/" + name.replace('.', '/'), code)));
      compiler
          .getTask(
              null,
              manager,
              said,
              List.of("-proc:none", "-Xlint:none", "-d", classes.toString()),
              null,
              sources)
          .call();
    }
    return said.getDiagnostics().stream()
        .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
        .map(each -> each.toString())
        .toList();
  }

  /** A source that is in no file. */
  private static final class Source extends SimpleJavaFileObject {
    private final String code;

    /**
     * A source.
     *
     * @param name with the folders of its package
     * @param code all but its package
     */
    Source(String name, String code) {
      super(URI.create("string:///" + name + Kind.SOURCE.extension), Kind.SOURCE);
      int slash = name.lastIndexOf('/');
      this.code =
          slash < 0
              ? code
              : "package %s; public %s".formatted(name.substring(0, slash).replace('/', '.'), code);
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return code;
    }
  }

  private static List<Path> benches() {
    Repository repository = Repository.ofWorkingDirectory();
    return repository.files().stream()
        .filter(file -> repository.nameOf(file).matches("bench/.*\\.java"))
        .toList();
  }
}
