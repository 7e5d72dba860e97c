import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Joins {@code docs/faults.md} with the reports of the last {@code ./verify}: id, tests, passed,
 * seconds.
 */
final class Faults {
  private static final Pattern ROW = Pattern.compile("\\| ([A-Z]\\d\\d) \\| (.*)\\|\\s*");
  private static final Pattern PROOF = Pattern.compile("`([A-Z]\\w+)(?:\\.([a-z]\\w*))?`");
  private static final String TABLE_TEST = "FaultTableTest";

  private final Map<String, List<Case>> byClass = new HashMap<>();
  private final Map<String, List<Case>> byRow = new HashMap<>();

  /** One test as it ran. */
  private record Case(String name, boolean skipped, boolean failed, double seconds) {}

  /** What ran of a test that the list names. */
  private record Proof(String name, List<Case> cases) {}

  /** What ran for one fault. */
  private record Sum(int tests, int passed, int skipped, double seconds) {
    static Sum of(List<Case> cases) {
      int failed = (int) cases.stream().filter(Case::failed).count();
      int skipped = (int) cases.stream().filter(Case::skipped).count();
      return new Sum(
          cases.size(),
          cases.size() - failed - skipped,
          skipped,
          cases.stream().mapToDouble(Case::seconds).sum());
    }

    boolean isGood() {
      return passed > 0 && passed + skipped == tests;
    }
  }

  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[0]);
    Faults faults = new Faults();
    faults.readReports(root);
    faults.readTable(root.resolve("gateway/target/fault-table.md"));
    if (faults.byClass.isEmpty()) {
      System.err.println("faults: there are no reports, run ./verify first");
      System.exit(1);
    }
    System.exit(faults.print(Files.readAllLines(root.resolve("docs/faults.md"))) ? 0 : 1);
  }

  private void readReports(Path root) throws IOException {
    try (Stream<Path> files = Files.find(root, 4, (file, _) -> isReport(root, file))) {
      for (Path file : files.sorted().toList()) {
        readReport(file);
      }
    }
  }

  private static boolean isReport(Path root, Path file) {
    return root.relativize(file)
        .toString()
        .matches("\\w+/target/(surefire|failsafe)-reports/TEST-.*\\.xml");
  }

  private void readReport(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      XMLInputFactory factory = XMLInputFactory.newFactory();
      factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
      XMLStreamReader xml = factory.createXMLStreamReader(in);
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamConstants.START_ELEMENT
            && xml.getLocalName().equals("testcase")) {
          readCase(xml);
        }
      }
    } catch (XMLStreamException e) {
      throw new IOException("cannot read " + file, e);
    }
  }

  private void readCase(XMLStreamReader xml) throws XMLStreamException {
    String type = xml.getAttributeValue(null, "classname");
    String name = xml.getAttributeValue(null, "name");
    double seconds = Double.parseDouble(xml.getAttributeValue(null, "time").replace(",", ""));
    boolean skipped = false;
    boolean failed = false;
    while (xml.next() != XMLStreamConstants.END_ELEMENT
        || !xml.getLocalName().equals("testcase")) {
      if (xml.isStartElement()) {
        skipped |= xml.getLocalName().equals("skipped");
        failed |= xml.getLocalName().equals("failure") || xml.getLocalName().equals("error");
      }
    }
    byClass
        .computeIfAbsent(type.substring(type.lastIndexOf('.') + 1), _ -> new ArrayList<>())
        .add(new Case(name, skipped, failed, seconds));
  }

  /** The reports do not tell which row of a table a test was; the table itself does. */
  private void readTable(Path file) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    for (String line : Files.readAllLines(file)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        String[] cells = row.group(2).split("\\|");
        double seconds = Long.parseLong(cells[cells.length - 1].strip()) / 1_000.0;
        byRow
            .computeIfAbsent(row.group(1), _ -> new ArrayList<>())
            .add(new Case(cells[0].strip(), false, false, seconds));
      }
    }
  }

  /** Prints all; whether all is well. */
  private boolean print(List<String> list) {
    System.out.println("id    tests  passed  seconds  fault");
    boolean good = true;
    int faults = 0;
    int tests = 0;
    for (String line : list) {
      Matcher row = ROW.matcher(line);
      if (!row.matches()) {
        continue;
      }
      String[] cells = row.group(2).split("(?<!\\\\)\\|");
      List<Proof> proofs = proofs(row.group(1), cells[cells.length - 1]);
      Sum sum = Sum.of(proofs.stream().flatMap(proof -> proof.cases().stream()).toList());
      List<String> silent =
          proofs.stream().filter(proof -> proof.cases().isEmpty()).map(Proof::name).toList();
      System.out.printf(
          "%s  %7d %7d %8.2f  %s%s%n",
          row.group(1),
          sum.tests(),
          sum.passed(),
          sum.seconds(),
          cells[0].strip(),
          (sum.isGood() ? "" : "  <- not passed")
              + (silent.isEmpty() ? "" : "  <- did not run: " + String.join(", ", silent)));
      good &= sum.isGood() && silent.isEmpty();
      faults++;
      tests += sum.tests();
    }
    List<Case> table = byClass.getOrDefault(TABLE_TEST, List.of());
    if (table.stream().anyMatch(Case::failed)) {
      System.out.println("rows of " + TABLE_TEST + " failed, and are not in the sums above");
      good = false;
    }
    System.out.printf("%d faults, %d tests%n", faults, tests);
    return good;
  }

  private List<Proof> proofs(String id, String names) {
    List<Proof> proofs = new ArrayList<>();
    for (MatchResult name : PROOF.matcher(names).results().toList()) {
      String type = name.group(1);
      String method = name.group(2);
      List<Case> cases =
          type.equals(TABLE_TEST)
              ? byRow.getOrDefault(id, List.of())
              : byClass.getOrDefault(type, List.of()).stream()
                  .filter(each -> method == null || isOf(each, method))
                  .toList();
      proofs.add(new Proof(name.group().replace("`", ""), cases));
    }
    return proofs;
  }

  private static boolean isOf(Case each, String method) {
    return each.name().equals(method) || each.name().startsWith(method + "(");
  }
}
