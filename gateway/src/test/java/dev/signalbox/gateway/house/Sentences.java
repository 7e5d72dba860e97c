package dev.signalbox.gateway.house;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ParserConfiguration.LanguageLevel;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.NodeList;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.ConditionalExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the sentences that a source says to people, as far as they are written where they are said,
 * and tells which are not one sentence in lower case without class names.
 */
final class Sentences {
  /** Methods that say something, and which argument it is. */
  private static final Map<String, Integer> SAID_BY_METHODS =
      Map.ofEntries(
          Map.entry("of", 1),
          Map.entry("invalid", 1),
          Map.entry("wrong", 1),
          Map.entry("say", 1),
          Map.entry("refused", 1),
          Map.entry("fault", 1),
          Map.entry("problem", 1),
          Map.entry("at", 1),
          Map.entry("dropped", 1),
          Map.entry("adapted", 1),
          Map.entry("complain", 0),
          Map.entry("warn", 0),
          Map.entry("error", 0));

  /** Methods above that are many things, and whose they are where they say something. */
  private static final Map<String, String> OWNERS =
      Map.of(
          "of", "Problem",
          "invalid", "Problem",
          "at", "ImportRefusal",
          "wrong", "report",
          "say", "report");

  /** Classes whose objects say something, and which argument it is. */
  private static final Map<String, Integer> SAID_BY_CLASSES =
      Map.ofEntries(
          Map.entry("ConfigProblem", 1),
          Map.entry("StartException", 0),
          Map.entry("DatabaseException", 0),
          Map.entry("VaultException", 0),
          Map.entry("RefusedException", 1),
          Map.entry("ReadRefused", 0),
          Map.entry("FetchException", 0),
          Map.entry("AddressRefused", 0),
          Map.entry("OidcException", 0),
          Map.entry("ImportRefusal", 0),
          Map.entry("StatesUnavailable", 0),
          Map.entry("Unauthorized", 1),
          Map.entry("Failed", 0),
          Map.entry("IllegalArgumentException", 0));

  /** What a sentence may begin with: acronyms and the name of an API have capitals anywhere. */
  private static final Pattern BEGINNING =
      Pattern.compile("(?:[^A-Z]|[A-Z]{2,}\\b|Gemini).*", Pattern.DOTALL);

  private static final Pattern TWO_SENTENCES = Pattern.compile("[a-z`)][.!?] +[A-Z][a-z]");
  private static final Pattern TYPE_NAME =
      Pattern.compile("\\b[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+\\b");

  private final Set<String> typeNames = new HashSet<>();
  private final Map<String, CompilationUnit> units = new HashMap<>();

  /**
   * @param sources the texts of all sources, whose types must not be named
   */
  Sentences(Stream<String> sources) {
    sources.forEach(
        source ->
            parsed(source)
                .findAll(TypeDeclaration.class)
                .forEach(type -> typeNames.add(type.getNameAsString())));
  }

  /**
   * Checks what one source says.
   *
   * @param file the name to report
   * @return one sentence for each that breaks the rules
   */
  List<String> complaints(String file, String source) {
    var found = new ArrayList<String>();
    saidIn(source)
        .forEach(
            said ->
                wrongWith(said)
                    .forEach(wrong -> found.add(file + " says `" + said + "`, which " + wrong)));
    return found;
  }

  /** The sentences of {@code source}, with {@code %s} where something is put in. */
  List<String> saidIn(String source) {
    CompilationUnit unit = parsed(source);
    var said = new ArrayList<String>();
    unit.findAll(MethodCallExpr.class).forEach(call -> said.addAll(saidBy(call)));
    unit.findAll(ObjectCreationExpr.class)
        .forEach(
            made -> {
              Integer at = SAID_BY_CLASSES.get(made.getTypeAsString());
              if (at != null) {
                said.addAll(texts(made.getArguments(), at));
              }
            });
    return said;
  }

  private static List<String> saidBy(MethodCallExpr call) {
    String name = call.getNameAsString();
    Integer at = SAID_BY_METHODS.get(name);
    if (at == null || !isOf(OWNERS.get(name), call)) {
      return List.of();
    }
    return texts(call.getArguments(), at);
  }

  private static boolean isOf(@Nullable String owner, MethodCallExpr call) {
    return owner == null
        || call.getScope().filter(scope -> scope.toString().equals(owner)).isPresent();
  }

  private static List<String> texts(NodeList<Expression> arguments, int at) {
    return at < arguments.size() ? texts(arguments.get(at)) : List.of();
  }

  /** What {@code expression} may come to, where it begins with a text. */
  private static List<String> texts(Expression expression) {
    return switch (expression) {
      case StringLiteralExpr literal -> List.of(literal.asString());
      case EnclosedExpr enclosed -> texts(enclosed.getInner());
      case ConditionalExpr either ->
          Stream.of(either.getThenExpr(), either.getElseExpr())
              .flatMap(one -> texts(one).stream())
              .toList();
      case BinaryExpr sum when sum.getOperator() == BinaryExpr.Operator.PLUS ->
          texts(sum.getLeft()).stream().map(left -> left + endOf(sum.getRight())).toList();
      case MethodCallExpr call when call.getNameAsString().equals("formatted") ->
          call.getScope().map(Sentences::texts).orElse(List.of());
      default -> List.of();
    };
  }

  private static String endOf(Expression expression) {
    List<String> texts = texts(expression);
    return texts.size() == 1 ? texts.getFirst() : "%s";
  }

  private List<String> wrongWith(String said) {
    var wrong = new ArrayList<String>();
    if (!BEGINNING.matcher(said).matches()) {
      wrong.add("does not begin in lower case");
    }
    if (said.endsWith(".") || said.endsWith("!")) {
      wrong.add("ends with a stop");
    }
    if (TWO_SENTENCES.matcher(said).find()) {
      wrong.add("is more than one sentence");
    }
    if (said.contains("Exception")) {
      wrong.add("names an exception");
    }
    Matcher names = TYPE_NAME.matcher(said);
    while (names.find()) {
      if (typeNames.contains(names.group())) {
        wrong.add("names the class " + names.group());
      }
    }
    return wrong;
  }

  /** Once for each text, as every rule goes through all of them. */
  private CompilationUnit parsed(String source) {
    return units.computeIfAbsent(
        source,
        text ->
            new JavaParser(
                    new ParserConfiguration()
                        .setLanguageLevel(LanguageLevel.JAVA_25)
                        .setAttributeComments(false)
                        .setStoreTokens(false))
                .parse(text)
                .getResult()
                .orElseThrow());
  }
}
