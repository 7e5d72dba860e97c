package dev.signalbox.gateway.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HouseRulesTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("/analytics/schema/")) // generated
          .importPackages("dev.signalbox");

  @Test
  void modulesUseOnlyModulesBelowThem() {
    HouseRules.directions(Repository.MODULES.stream().map(name -> "dev.signalbox." + name).toList())
        .check(MAIN);
  }

  @Test
  void reportsAUseOfAHigherModule() {
    JavaClasses both = new ClassFileImporter().importClasses(String.class, Locale.class);

    assertThat(finds(HouseRules.directions(List.of("java.lang", "java.util")), both)).isTrue();
  }

  @Test
  void noPackagesNeedEachOther() {
    HouseRules.noCycles("dev.signalbox").check(MAIN);
  }

  @Test
  void reportsPackagesThatNeedEachOther() {
    JavaClasses both = new ClassFileImporter().importClasses(String.class, Locale.class);

    assertThat(finds(HouseRules.noCycles("java"), both)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"dev.signalbox.engine", "dev.signalbox.signals", "dev.signalbox.gateway.wire"})
  void onlyComputes(String packageName) {
    HouseRules.pure(packageName).check(MAIN);
  }

  @Test
  void storesKnowNothingOfHttp() {
    HouseRules.independent("dev.signalbox.analytics", "io.vertx..", "io.netty..", "java.net.http..")
        .check(MAIN);
  }

  @Test
  void reportsAUseOfAForbiddenPackage() {
    assertThat(finds(HouseRules.independent(here(), "io.vertx.."), of(UsesVertx.class))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        UsesVertx.class,
        ReadsTime.class,
        ReadsClockByReference.class,
        MakesAClock.class,
        RollsDice.class,
        MakesIds.class,
        AsksTheEnvironment.class
      })
  void reportsWhatDoesMoreThanCompute(Class<?> sample) {
    assertThat(finds(HouseRules.pure(here()), of(sample))).isTrue();
  }

  @Test
  void allowsAClockThatIsPassed() {
    assertThat(finds(HouseRules.pure(here()), of(TakesAClock.class))).isFalse();
  }

  @Test
  void onlyTheCommandLineWritesToTheConsole() {
    HouseRules.noConsoleOutside("dev.signalbox.gateway.cli", "dev.signalbox.gateway.Main")
        .check(MAIN);
  }

  @ParameterizedTest
  @ValueSource(classes = {Prints.class, PrintsBriefly.class, PrintsATrace.class})
  void reportsWhatWritesToTheConsole(Class<?> sample) {
    assertThat(finds(HouseRules.noConsoleOutside("a", "a.Main"), of(sample))).isTrue();
    assertThat(finds(HouseRules.noConsoleOutside(here(), "a.Main"), of(sample))).isFalse();
    assertThat(finds(HouseRules.noConsoleOutside("a", sample.getName()), of(sample))).isFalse();
  }

  private static boolean finds(ArchRule rule, JavaClasses classes) {
    return rule.allowEmptyShould(true).evaluate(classes).hasViolation();
  }

  private static JavaClasses of(Class<?> sample) {
    return new ClassFileImporter().importClasses(sample);
  }

  private static String here() {
    return HouseRulesTest.class.getPackageName();
  }

  record UsesVertx(Vertx vertx) {}

  record ReadsTime() {
    long at() {
      return System.nanoTime();
    }
  }

  record ReadsClockByReference() {
    Supplier<Instant> at() {
      return Instant::now;
    }
  }

  record MakesAClock() {
    Clock clock() {
      return Clock.systemUTC();
    }
  }

  record TakesAClock() {
    LocalDate today(Clock clock) {
      return LocalDate.now(clock.withZone(ZoneOffset.UTC));
    }
  }

  record RollsDice() {
    int roll() {
      return ThreadLocalRandom.current().nextInt(6);
    }
  }

  record MakesIds() {
    UUID id() {
      return UUID.randomUUID();
    }
  }

  record AsksTheEnvironment() {
    String name() {
      return System.getProperty("user.name", "");
    }
  }

  record Prints() {
    void print() {
      System.err.println("a");
    }
  }

  record PrintsBriefly() {
    void print() {
      IO.println("a");
    }
  }

  record PrintsATrace() {
    void print(Exception e) {
      e.printStackTrace();
    }
  }
}
