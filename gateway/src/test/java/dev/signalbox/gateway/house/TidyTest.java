package dev.signalbox.gateway.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TidyTest {
  private final Tidiness tidiness = new Tidiness();

  @Test
  void everySourceOfEveryModuleIsTidy() {
    Repository repository = Repository.ofWorkingDirectory();
    var complaints = new ArrayList<String>();

    for (var file : repository.javaSources()) {
      complaints.addAll(tidiness.complaints(repository.nameOf(file), Repository.text(file)));
    }

    assertThat(complaints).isEmpty();
  }

  @Test
  void seesTheSourcesOfMainAndTest() {
    Repository repository = Repository.ofWorkingDirectory();

    assertThat(repository.javaSources().stream().map(repository::nameOf))
        .contains(
            "engine/src/main/java/dev/signalbox/engine/package-info.java",
            "gateway/src/test/java/dev/signalbox/gateway/house/TidyTest.java",
            "onnx/src/main/java/dev/signalbox/onnx/OnnxEncoder.java");
  }

  @Test
  void acceptsAFileOf400LinesAndReportsOneMore() {
    assertThat(complaintsOf("final class A {}\n" + "\n".repeat(399))).isEmpty();
    assertThat(complaintsOf("final class A {}\n" + "\n".repeat(400)))
        .containsExactly("A.java has 401 lines, allowed are 400");
  }

  @Test
  void acceptsAMethodOf60LinesAndReportsOneMore() {
    assertThat(complaintsOf("final class A {\nvoid a() {" + "\n".repeat(59) + "}\n}")).isEmpty();
    assertThat(complaintsOf("final class A {\nvoid a() {" + "\n".repeat(60) + "}\n}"))
        .containsExactly("A.java gives `a` 61 lines, allowed are 60");
  }

  @Test
  void measuresConstructorsAndInitializersToo() {
    String long61 = "{" + "\n".repeat(60) + "}";

    assertThat(complaintsOf("final class A { A() " + long61 + " }"))
        .containsExactly("A.java gives `A` 61 lines, allowed are 60");
    assertThat(complaintsOf("record A(int b) { A " + long61 + " }"))
        .containsExactly("A.java gives `A` 61 lines, allowed are 60");
    assertThat(complaintsOf("final class A { static " + long61 + " }"))
        .containsExactly("A.java gives `an initializer` 61 lines, allowed are 60");
  }

  @Test
  void acceptsFourParametersAndReportsFive() {
    assertThat(complaintsOf("interface A { void a(int b, int c, int d, int e); }")).isEmpty();
    assertThat(complaintsOf("interface A { void a(int b, int c, int d, int e, int f); }"))
        .containsExactly("A.java gives `a` 5 parameters, allowed are 4");
    assertThat(complaintsOf("final class A { A(int b, int c, int d, int e, int f) {} }"))
        .containsExactly("A.java gives `A` 5 parameters, allowed are 4");
  }

  @Test
  void leavesTheComponentsOfARecordAloneButNotItsMethods() {
    String components = "int b, int c, int d, int e, int f";

    assertThat(complaintsOf("record A(" + components + ") {}")).isEmpty();
    assertThat(complaintsOf("record A(" + components + ") { A(" + components + ") {} }")).isEmpty();
    assertThat(complaintsOf("record A(int b) { A(" + components + ") { this(b); } }"))
        .containsExactly("A.java gives `A` 5 parameters, allowed are 4");
    assertThat(complaintsOf("record A(int b) { static void a(" + components + ") {} }"))
        .containsExactly("A.java gives `a` 5 parameters, allowed are 4");
  }

  @Test
  void leavesOverridesOfForeignMethodsAlone() {
    assertThat(
            complaintsOf(
                "final class A { @Override void a(int b, int c, int d, int e, int f) {} }"))
        .isEmpty();
  }

  @Test
  void reportsTopLevelClassesThatAreOpen() {
    assertThat(complaintsOf("sealed abstract class A { static final class B extends A {} }"))
        .isEmpty();
    assertThat(complaintsOf("class A {}"))
        .singleElement()
        .asString()
        .startsWith("A.java declares `A`: a top-level class is final or sealed");
    assertThat(complaintsOf("abstract class A {}")).hasSize(1);
  }

  @Test
  void reportsNamesThatSayNothing() {
    for (String ending : List.of("Impl", "Utils", "Util", "Helper", "Manager")) {
      assertThat(complaintsOf("final class A { interface B" + ending + " {} }"))
          .containsExactly(
              "A.java declares `B" + ending + "`: a name says what the thing is, not " + ending);
    }
  }

  @Test
  void reportsDisabledTestsSleepsAndUnfinishedThings() {
    assertThat(
            complaintsOf(
                """
                final class A {
                  @Disabled
                  void a() {
                    Thread.sleep(1); // TO%s
                  }
                }
                """
                    .formatted("DO")))
        .containsExactlyInAnyOrder(
            "A.java disables a test in line 2",
            "A.java sleeps in line 4",
            "A.java has an unfinished thing in line 4");
  }

  @Test
  void reportsTestsThatAreSkippedWithoutAReason() {
    assertThat(
            complaintsOf(
                """
                final class A {
                  void a() {
                    Assumptions.assumeTrue(there, "skipped: no recorded traffic");
                    Assumptions.assumeTrue(there);
                    Assumptions.abort("no");
                  }
                }
                """))
        .containsExactly(
            "A.java skips a test without saying `skipped: ` and why in line 4",
            "A.java skips a test without saying `skipped: ` and why in line 5");
  }

  @Test
  void readsTheLanguageOfTheProject() {
    assertThat(
            complaintsOf(
                """
                final class A {
                  sealed interface S {
                    record One(int a, String b) implements S {}
                    record Two() implements S {}
                  }
                  static int a(S s) {
                    return switch (s) {
                      case S.One(var a, _) when a > 3 -> a;
                      case S.One _, S.Two() -> 0;
                    };
                  }
                }
                """))
        .isEmpty();
  }

  @Test
  void reportsWhatCannotBeParsed() {
    assertThat(complaintsOf("final class {"))
        .isNotEmpty()
        .allSatisfy(complaint -> assertThat(complaint).startsWith("A.java cannot be parsed: "));
  }

  private List<String> complaintsOf(String source) {
    return tidiness.complaints("A.java", source);
  }
}
