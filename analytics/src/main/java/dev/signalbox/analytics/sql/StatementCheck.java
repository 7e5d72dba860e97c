package dev.signalbox.analytics.sql;

import dev.signalbox.analytics.schema.DefaultSchema;
import dev.signalbox.engine.text.Excerpt;
import dev.signalbox.engine.text.NearMatch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The first layer: one SELECT over the views, with functions of the list, seen from its tokens.
 * What it lets through is written anew from the tokens, so that the database reads what was
 * checked.
 */
final class StatementCheck {
  private static final int MOST_SHOWN = 64;

  private static final Set<String> FORBIDDEN =
      Set.of(
          ("alter attach create delete detach drop execute for grant indexed insert into lateral merge"
                  + " pragma recursive replace returning revoke set table tablesample truncate update"
                  + " vacuum current_user session_user current_role current_catalog current_schema"
                  + " user")
              .split(" ", -1));

  /** Words that may stand before a parenthesis without being a function. */
  private static final Set<String> BEFORE_PARENTHESIS =
      Set.of(
          ("all and any as between by case distinct else except exists filter from group having in"
                  + " intersect is join like ilike limit materialized not offset on or over partition"
                  + " select some then union using values when where with within escape")
              .split(" ", -1));

  private static final Set<String> ENDS_FROM =
      Set.of("where group having order limit offset window union except intersect".split(" ", -1));

  /** Functions that have a FROM of their own between their parentheses. */
  private static final Set<String> INNER_FROM = Set.of("extract", "substring", "trim");

  private static final int DEEPEST = 40;

  private final List<Token> tokens;
  private final Set<String> functions;
  private final Set<String> withNames = new HashSet<>();
  private final Deque<Level> levels = new ArrayDeque<>();

  /** What is known between two parentheses. */
  private static final class Level {
    /** The function whose arguments they are, or empty text. */
    private final String function;

    private boolean inFrom;
    private boolean relationNext;
    private boolean inWith;
    private boolean withNameNext;

    /** The name that a WITH defines with the parenthesis, once it is closed; or empty text. */
    private final String defines;

    private boolean query;

    Level(String function, String defines) {
      this.function = function;
      this.defines = defines;
    }

    /** Whether a FROM here belongs to a function, as in {@code extract(hour from x)}. */
    private boolean innerFrom() {
      return !query && INNER_FROM.contains(function);
    }
  }

  private StatementCheck(List<Token> tokens, Dialect dialect) {
    this.tokens = tokens;
    this.functions = Functions.of(dialect);
  }

  /**
   * The statement that may be run for {@code sql}.
   *
   * @throws RefusedException when it is not allowed
   */
  static String checked(String sql, Dialect dialect) {
    if (sql.length() > SqlLimits.SQL_CHARACTERS) {
      throw new RefusedException(
          "too_long", "a statement may have %,d characters".formatted(SqlLimits.SQL_CHARACTERS));
    }
    List<Token> tokens = new ArrayList<>(Tokenizer.tokens(sql));
    while (!tokens.isEmpty() && tokens.getLast().isSymbol(";")) {
      tokens.removeLast();
    }
    if (tokens.isEmpty()) {
      throw new RefusedException("empty", "there is no statement; write one `SELECT`");
    }
    new StatementCheck(tokens, dialect).check();
    return text(tokens);
  }

  private static String text(List<Token> tokens) {
    StringBuilder text = new StringBuilder();
    for (Token token : tokens) {
      if (token.spaced() && !text.isEmpty()) {
        text.append(' ');
      }
      text.append(token.text());
    }
    return text.toString();
  }

  private void check() {
    Token first = tokens.getFirst();
    if (!first.is("select") && !first.is("with")) {
      throw new RefusedException(
          "not_a_select",
          "only one `SELECT` (or `WITH … SELECT`) is allowed, and this begins with `%s`"
              .formatted(shown(first)));
    }
    levels.push(new Level("", ""));
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      switch (token.kind()) {
        case WORD -> word(i, token);
        case QUOTED_NAME -> name(i, token);
        case SYMBOL -> symbol(i, token);
        case TEXT, NUMBER -> noRelation(token);
      }
    }
    if (levels.size() != 1) {
      throw new RefusedException("open_parenthesis", "a parenthesis is never closed");
    }
  }

  private void word(int i, Token token) {
    String word = token.name();
    boolean afterDot = i > 0 && tokens.get(i - 1).isSymbol(".");
    if (FORBIDDEN.contains(word) && !afterDot && !(word.equals("for") && level().innerFrom())) {
      throw new RefusedException(
          "forbidden_word",
          ("`%s` is not allowed: one `SELECT` over the views may be run and nothing else; a name that"
                  + " reads so is written in double quotes")
              .formatted(word.toUpperCase(Locale.ROOT)));
    }
    Level level = level();
    if (ENDS_FROM.contains(word)) {
      noRelation(token);
      level.inFrom = false;
    } else if (word.equals("select")) {
      noRelation(token);
      level.query = true;
      level.inWith = false;
      level.inFrom = false;
    } else if (word.equals("with")) {
      with(i, level);
    } else if (word.equals("from")) {
      from(i, level);
    } else if (word.equals("join")) {
      level.relationNext = true;
    } else if (word.equals("in") && !nextIs(i, "(")) {
      throw new RefusedException("bad_in", "`IN` needs a list or a `SELECT` in parentheses");
    } else if (word.equals("as") || word.equals("values")) {
      noRelation(token);
    } else {
      name(i, token);
    }
  }

  private void with(int i, Level level) {
    boolean startsQuery = i == 0 || tokens.get(i - 1).isSymbol("(");
    if (startsQuery) {
      level.inWith = true;
      level.withNameNext = true;
    }
  }

  private void from(int i, Level level) {
    boolean distinctFrom =
        i > 1
            && tokens.get(i - 1).is("distinct")
            && (tokens.get(i - 2).is("is") || tokens.get(i - 2).is("not"));
    if (!level.innerFrom() && !distinctFrom) {
      level.inFrom = true;
      level.relationNext = true;
    }
  }

  /** A name, which may be a relation, a function, a type or a column. */
  private void name(int i, Token token) {
    Level level = level();
    if (level.withNameNext) {
      level.withNameNext = false;
      declare(token);
      return;
    }
    if (level.relationNext) {
      level.relationNext = false;
      relation(i, token);
      return;
    }
    Token before = i > 0 ? tokens.get(i - 1) : token;
    if (before.isSymbol(":") || (before.is("as") && level.function.equals("cast"))) {
      type(token);
    } else if (nextIs(i, "(") && !isKeywordBeforeParenthesis(token)) {
      function(i, token);
    }
  }

  private static boolean isKeywordBeforeParenthesis(Token token) {
    return token.kind() == Token.Kind.WORD && BEFORE_PARENTHESIS.contains(token.name());
  }

  private void declare(Token token) {
    String name = token.name();
    boolean taken =
        Views.names().contains(name)
            || name.startsWith("sqlite_")
            || name.startsWith("pg_")
            || name.startsWith("fact_")
            || DefaultSchema.DEFAULT_SCHEMA.getTables().stream()
                .anyMatch(table -> table.getName().equalsIgnoreCase(name));
    if (taken) {
      throw new RefusedException(
          "taken_name", "`%s` is taken: give the `WITH` another name".formatted(shown(token)));
    }
  }

  private void relation(int i, Token token) {
    if (nextIs(i, "(")) {
      throw new RefusedException(
          "table_function",
          "`%s(…)` is not allowed after FROM; read one of %s"
              .formatted(shown(token), listed(Views.names())));
    }
    if (nextIs(i, ".")) {
      throw new RefusedException(
          "qualified_name",
          "views are named without a schema: write one of " + listed(Views.names()));
    }
    if (!Views.names().contains(token.name()) && !withNames.contains(token.name())) {
      throw new RefusedException(
          "unknown_relation",
          "there is no view `%s`%s".formatted(shown(token), suggestion(token, Views.names())));
    }
  }

  private void function(int i, Token token) {
    if (i > 0 && tokens.get(i - 1).isSymbol(".")) {
      throw new RefusedException(
          "qualified_name", "functions are named without a schema: `%s`".formatted(shown(token)));
    }
    if (!functions.contains(token.name()) && !token.name().equals("cast")) {
      throw new RefusedException(
          "unknown_function",
          "the function `%s` is not allowed%s"
              .formatted(shown(token), suggestion(token, functions)));
    }
  }

  private void type(Token token) {
    if (!Functions.TYPES.contains(token.name())) {
      throw new RefusedException(
          "unknown_type",
          "a value cannot be cast to `%s`%s"
              .formatted(shown(token), suggestion(token, Functions.TYPES)));
    }
  }

  private void symbol(int i, Token token) {
    switch (token.text()) {
      case "(" -> open(i);
      case ")" -> close();
      case "," -> comma();
      case ";" ->
          throw new RefusedException(
              "several_statements", "only one statement is allowed, without `;` inside it");
      case "?", "[", "]", "#" ->
          throw new RefusedException(
              "bad_character", "`%s` is not allowed here".formatted(token.text()));
      default -> noRelation(token);
    }
  }

  private void open(int i) {
    if (levels.size() >= DEEPEST) {
      throw new RefusedException("too_deep", "parentheses may stand %d deep".formatted(DEEPEST));
    }
    Level outer = level();
    String before = i > 0 && tokens.get(i - 1).isName() ? tokens.get(i - 1).name() : "";
    Level level = new Level(before, definedBefore(i, outer));
    if (outer.relationNext) {
      outer.relationNext = false;
      boolean query = i + 1 < tokens.size() && startsQuery(tokens.get(i + 1));
      level.inFrom = !query;
      level.relationNext = !query;
    }
    levels.push(level);
  }

  private static boolean startsQuery(Token token) {
    return token.is("select") || token.is("with") || token.is("values");
  }

  /** The name that a WITH gives to the parenthesis at {@code i}. */
  private String definedBefore(int i, Level outer) {
    if (!outer.inWith || i < 2) {
      return "";
    }
    int at = i - 1;
    while (at > 0 && (tokens.get(at).is("materialized") || tokens.get(at).is("not"))) {
      at--;
    }
    if (at < 1 || !tokens.get(at).is("as")) {
      return "";
    }
    at--;
    if (tokens.get(at).isSymbol(")")) {
      while (at > 0 && !tokens.get(at).isSymbol("(")) {
        at--;
      }
      at--;
    }
    return at >= 0 && tokens.get(at).isName() ? tokens.get(at).name() : "";
  }

  private void close() {
    Level closed = levels.pop();
    if (closed.relationNext || closed.withNameNext) {
      throw new RefusedException("bad_from", "a name is missing before `)`");
    }
    if (levels.isEmpty()) {
      throw new RefusedException("open_parenthesis", "a parenthesis is closed but never opened");
    }
    if (!closed.defines.isEmpty()) {
      withNames.add(closed.defines);
    }
  }

  private void comma() {
    Level level = level();
    if (level.inWith) {
      level.withNameNext = true;
    } else if (level.inFrom) {
      level.relationNext = true;
    }
  }

  /** Whatever stands where a view must be named cannot be seen through, so it is refused. */
  private void noRelation(Token token) {
    if (level().relationNext || level().withNameNext) {
      throw new RefusedException(
          "bad_from",
          "`%s` stands where a view must be named: %s"
              .formatted(shown(token), listed(Views.names())));
    }
  }

  private Level level() {
    return levels.getFirst();
  }

  private boolean nextIs(int i, String symbol) {
    return i + 1 < tokens.size() && tokens.get(i + 1).isSymbol(symbol);
  }

  private static String suggestion(Token token, Collection<String> known) {
    return "; "
        + NearMatch.question(token.name(), known).orElseGet(() -> "allowed are " + listed(known));
  }

  private static String listed(Collection<String> names) {
    return String.join(", ", names);
  }

  private static String shown(Token token) {
    return Excerpt.of(token.text(), MOST_SHOWN);
  }
}
