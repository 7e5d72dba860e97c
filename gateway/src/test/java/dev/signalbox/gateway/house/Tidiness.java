package dev.signalbox.gateway.house;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ParserConfiguration.LanguageLevel;
import com.github.javaparser.Problem;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Modifier;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.CompactConstructorDeclaration;
import com.github.javaparser.ast.body.ConstructorDeclaration;
import com.github.javaparser.ast.body.InitializerDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.RecordDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.comments.Comment;
import com.github.javaparser.ast.expr.AnnotationExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one Java source and tells what breaks the rules for its shape. */
final class Tidiness {
  private static final int FILE_LINES = 400;
  private static final int METHOD_LINES = 60;
  private static final int PARAMETERS = 4;
  private static final List<String> BANNED_ENDINGS =
      List.of("Impl", "Utils", "Util", "Helper", "Manager");

  // Taken apart so that this file does not complain about itself.
  /** Calls that skip a test. */
  private static final Set<String> SKIPPING =
      Set.of("assumeTrue", "assumeFalse", "assumeThat", "abort");

  private static final Pattern UNFINISHED =
      Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");

  /**
   * Checks one source.
   *
   * @param file the name to report, as seen from the root of the project
   * @param source the text of the file
   * @return one sentence for each broken rule; empty when the file is tidy
   */
  List<String> complaints(String file, String source) {
    ParseResult<CompilationUnit> parsed =
        new JavaParser(new ParserConfiguration().setLanguageLevel(LanguageLevel.JAVA_25))
            .parse(source);
    var found = new ArrayList<String>();
    for (Problem problem : parsed.getProblems()) {
      found.add("cannot be parsed: " + problem.getVerboseMessage());
    }
    long lines = source.lines().count();
    if (lines > FILE_LINES) {
      found.add("has " + lines + " lines, allowed are " + FILE_LINES);
    }
    parsed.getResult().ifPresent(unit -> checkUnit(unit, found));
    return found.stream().map(complaint -> file + " " + complaint).toList();
  }

  private static void checkUnit(CompilationUnit unit, List<String> found) {
    unit.getTypes().forEach(type -> checkTopLevel(type, found));
    unit.findAll(TypeDeclaration.class).forEach(type -> checkName(type, found));
    unit.findAll(CallableDeclaration.class).forEach(callable -> checkCallable(callable, found));
    unit.findAll(CompactConstructorDeclaration.class)
        .forEach(constructor -> checkLength(constructor.getNameAsString(), constructor, found));
    unit.findAll(InitializerDeclaration.class)
        .forEach(block -> checkLength("an initializer", block, found));
    unit.findAll(AnnotationExpr.class).forEach(annotation -> checkAnnotation(annotation, found));
    unit.findAll(MethodCallExpr.class).forEach(call -> checkCall(call, found));
    unit.getAllComments().forEach(comment -> checkComment(comment, found));
  }

  private static void checkTopLevel(TypeDeclaration<?> type, List<String> found) {
    if (type instanceof ClassOrInterfaceDeclaration declared
        && !declared.isInterface()
        && !declared.isFinal()
        && !declared.hasModifier(Modifier.Keyword.SEALED)) {
      found.add(
          "declares `"
              + type.getNameAsString()
              + "`: a top-level class is final or sealed, or an interface, a record or an enum");
    }
  }

  private static void checkName(TypeDeclaration<?> type, List<String> found) {
    String name = type.getNameAsString();
    for (String ending : BANNED_ENDINGS) {
      if (name.endsWith(ending)) {
        found.add("declares `" + name + "`: a name says what the thing is, not " + ending);
      }
    }
  }

  private static void checkCallable(CallableDeclaration<?> callable, List<String> found) {
    String name = callable.getNameAsString();
    checkLength(name, callable, found);
    int parameters = callable.getParameters().size();
    if (parameters > PARAMETERS && !isGiven(callable)) {
      found.add("gives `" + name + "` " + parameters + " parameters, allowed are " + PARAMETERS);
    }
  }

  /** True when the declaration does not choose its parameters itself. */
  private static boolean isGiven(CallableDeclaration<?> callable) {
    return switch (callable) {
      case MethodDeclaration method -> method.isAnnotationPresent(Override.class);
      case ConstructorDeclaration constructor ->
          constructor
              .getParentNode()
              .filter(
                  parent ->
                      parent instanceof RecordDeclaration declared
                          && declared.getParameters().size() == constructor.getParameters().size())
              .isPresent();
      default -> false;
    };
  }

  private static void checkLength(String name, Node node, List<String> found) {
    int lines = node.getRange().map(range -> range.end.line - range.begin.line + 1).orElse(0);
    if (lines > METHOD_LINES) {
      found.add("gives `" + name + "` " + lines + " lines, allowed are " + METHOD_LINES);
    }
  }

  private static void checkAnnotation(AnnotationExpr annotation, List<String> found) {
    if (annotation.getNameAsString().equals("Disabled")) {
      found.add("disables a test in line " + lineOf(annotation));
    }
  }

  private static void checkCall(MethodCallExpr call, List<String> found) {
    boolean sleeps =
        call.getNameAsString().equals("sleep")
            && call.getScope().filter(scope -> scope.toString().equals("Thread")).isPresent();
    if (sleeps) {
      found.add("sleeps in line " + lineOf(call));
    }
    boolean skips = SKIPPING.contains(call.getNameAsString());
    if (skips && call.getArguments().stream().noneMatch(Tidiness::isReason)) {
      found.add("skips a test without saying `skipped: ` and why in line " + lineOf(call));
    }
  }

  private static boolean isReason(Expression argument) {
    return argument.isStringLiteralExpr()
        && argument.asStringLiteralExpr().getValue().startsWith("skipped: ");
  }

  private static void checkComment(Comment comment, List<String> found) {
    if (UNFINISHED.matcher(comment.getContent()).find()) {
      found.add("has an unfinished thing in line " + lineOf(comment));
    }
  }

  private static int lineOf(Node node) {
    return node.getRange().map(range -> range.begin.line).orElse(0);
  }
}
