package dev.signalbox.gateway.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The rules on what may use what; each takes the packages it is about, so that it can be tried. */
final class HouseRules {
  private static final String[] OUTSIDE_WORLD = {
    "io.vertx..",
    "io.netty..",
    "java.sql..",
    "javax.sql..",
    "org.jooq..",
    "org.sqlite..",
    "java.net.http..",
    "java.nio.file..",
    "java.nio.channels..",
    "org.slf4j..",
    "ch.qos.logback..",
    "java.util.logging..",
    "java.util.concurrent.atomic..",
    "java.util.concurrent.locks.."
  };

  private static final Set<String> IMPURE_CLASSES =
      Set.of(
          "java.io.File",
          "java.io.FileInputStream",
          "java.io.FileOutputStream",
          "java.io.RandomAccessFile",
          "java.lang.Process",
          "java.lang.ProcessBuilder",
          "java.lang.Thread",
          "java.lang.ThreadLocal",
          "java.net.ServerSocket",
          "java.net.Socket",
          "java.net.URL",
          "java.security.SecureRandom",
          "java.util.Random",
          "java.util.Timer",
          "java.util.concurrent.CompletableFuture",
          "java.util.concurrent.ExecutorService",
          "java.util.concurrent.Executors",
          "java.util.concurrent.ThreadLocalRandom");

  private static final Set<String> IMPURE_CALLS =
      Set.of(
          "java.lang.Math.random",
          "java.lang.System.currentTimeMillis",
          "java.lang.System.getProperty",
          "java.lang.System.getenv",
          "java.lang.System.nanoTime",
          "java.util.UUID.randomUUID");

  private HouseRules() {}

  /** Says that each package, with those below it, uses none of the packages that come after it. */
  static ArchRule directions(List<String> lowestFirst) {
    var rules = new ArrayList<ArchRule>();
    for (int at = 0; at + 1 < lowestFirst.size(); at++) {
      String[] higher =
          lowestFirst.subList(at + 1, lowestFirst.size()).stream()
              .map(HouseRules::withThoseBelow)
              .toArray(String[]::new);
      rules.add(
          noClasses()
              .that(resideInAPackage(withThoseBelow(lowestFirst.get(at))))
              .should()
              .dependOnClassesThat(resideInAnyPackage(higher)));
    }
    return CompositeArchRule.of(rules);
  }

  /**
   * Says that no two packages below the given one need each other, directly or by way of others.
   */
  static ArchRule noCycles(String packageName) {
    return slices().matching(packageName + ".(**)").should().beFreeOfCycles();
  }

  /**
   * Says that a package, with those below it, only computes: what it needs from outside is passed.
   */
  static ArchRule pure(String packageName) {
    var inside = resideInAPackage(withThoseBelow(packageName));
    return CompositeArchRule.of(
        List.of(
            noClasses()
                .that(inside)
                .should()
                .dependOnClassesThat(resideInAnyPackage(OUTSIDE_WORLD)),
            noClasses().that(inside).should().dependOnClassesThat(impureClass()),
            noClasses().that(inside).should().accessTargetWhere(impureCall()),
            noClasses().that(inside).should().accessTargetWhere(clockReading())));
  }

  /** Says that a package, with those below it, does not use any of the others. */
  static ArchRule independent(String packageName, String... others) {
    return noClasses()
        .that(resideInAPackage(withThoseBelow(packageName)))
        .should()
        .dependOnClassesThat(resideInAnyPackage(others));
  }

  /** Says that only the given packages and class write to the console. */
  static ArchRule noConsoleOutside(String packageName, String className) {
    DescribedPredicate<JavaClass> elsewhere =
        describe(
            "are outside " + packageName + " and " + className,
            type ->
                !resideInAPackage(withThoseBelow(packageName)).test(type)
                    && !type.getName().equals(className));
    return noClasses().that(elsewhere).should().accessTargetWhere(consoleWriting());
  }

  private static DescribedPredicate<JavaClass> impureClass() {
    return describe(
        "are threads, files, sockets or sources of randomness",
        type -> IMPURE_CLASSES.contains(type.getName()));
  }

  private static DescribedPredicate<JavaAccess<?>> impureCall() {
    return describe(
        "asks the machine",
        access -> IMPURE_CALLS.contains(ownerOf(access) + "." + nameOf(access)));
  }

  /** Also finds method references; passing a {@code Clock} to {@code now} is allowed. */
  private static DescribedPredicate<JavaAccess<?>> clockReading() {
    return describe(
        "reads a clock",
        access -> {
          String owner = ownerOf(access);
          String name = nameOf(access);
          return owner.equals("java.time.Clock")
              ? name.startsWith("system") || name.startsWith("tick")
              : owner.startsWith("java.time.") && name.equals("now") && !takesClock(access);
        });
  }

  private static boolean takesClock(JavaAccess<?> access) {
    return access.getTarget() instanceof CodeUnitAccessTarget target
        && target.getRawParameterTypes().stream()
            .anyMatch(type -> type.getName().equals(Clock.class.getName()));
  }

  private static DescribedPredicate<JavaAccess<?>> consoleWriting() {
    return describe(
        "writes to the console",
        access ->
            switch (ownerOf(access)) {
              case "java.lang.System" -> Set.of("out", "err").contains(nameOf(access));
              case "java.lang.IO" -> true;
              default -> nameOf(access).equals("printStackTrace");
            });
  }

  private static String ownerOf(JavaAccess<?> access) {
    return access.getTargetOwner().getName();
  }

  private static String nameOf(JavaAccess<?> access) {
    return access.getTarget().getName();
  }

  private static String withThoseBelow(String packageName) {
    return packageName + "..";
  }
}
