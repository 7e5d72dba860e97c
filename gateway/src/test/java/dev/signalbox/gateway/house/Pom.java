package dev.signalbox.gateway.house;

import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A file that Maven builds by, as far as it says what is brought in. */
record Pom(Document document) {
  private static final Pattern EXACT = Pattern.compile("\\d[0-9A-Za-z.-]*");
  private static final Pattern PROPERTY = Pattern.compile("\\$\\{([^}]+)}");
  private static final String OWN_VERSION = "${project.version}";

  static Pom of(String xml) {
    try {
      return new Pom(
          DocumentBuilderFactory.newDefaultInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(xml))));
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Its properties, by name. */
  Map<String, String> properties() {
    Map<String, String> properties = new TreeMap<>();
    elements("properties")
        .filter(each -> each.getParentNode().isSameNode(document.getDocumentElement()))
        .flatMap(Pom::children)
        .forEach(each -> properties.put(each.getTagName(), text(each)));
    return properties;
  }

  /** The versions of what is brought in, as they are written. */
  Stream<String> versions() {
    return elements("version").filter(each -> isBroughtIn(each.getParentNode())).map(Pom::text);
  }

  /** The versions that may be another one tomorrow. */
  Stream<String> inexactVersions(Map<String, String> properties) {
    return versions()
        .filter(version -> !version.equals(OWN_VERSION) && !isExact(version, properties));
  }

  private static boolean isExact(String version, Map<String, String> properties) {
    var property = PROPERTY.matcher(version);
    String meant = property.matches() ? properties.getOrDefault(property.group(1), "") : version;
    return EXACT.matcher(meant).matches() && !meant.endsWith("-SNAPSHOT");
  }

  /** Not so the project itself, and the tools that it may be built with. */
  private boolean isBroughtIn(Node versioned) {
    return !versioned.isSameNode(document.getDocumentElement())
        && !Set.of("parent", "jdk", "configuration", "requireJavaVersion", "requireMavenVersion")
            .contains(versioned.getNodeName());
  }

  /** Elements that let something come from elsewhere. */
  Stream<String> otherPlaces() {
    return Stream.of("repository", "pluginRepository", "systemPath")
        .flatMap(this::elements)
        .map(Element::getTagName);
  }

  Stream<String> pluginsWithVersion() {
    return elements("plugin").filter(each -> child(each, "version").isPresent()).map(Pom::name);
  }

  Stream<String> pluginsWithoutVersion() {
    return elements("plugin").filter(each -> child(each, "version").isEmpty()).map(Pom::name);
  }

  /** Plugins that take part without a profile. */
  Stream<String> pluginsOfEveryBuild() {
    return elements("plugin").filter(each -> !isInAProfile(each)).map(Pom::name);
  }

  private static boolean isInAProfile(Node node) {
    return Stream.iterate(node, each -> each != null, Node::getParentNode)
        .anyMatch(each -> each.getNodeName().equals("profile"));
  }

  private static String name(Element plugin) {
    return child(plugin, "artifactId").map(Pom::text).orElse("");
  }

  private Stream<Element> elements(String tag) {
    return elements(document.getElementsByTagName(tag));
  }

  private static Optional<Element> child(Element above, String tag) {
    return children(above).filter(each -> each.getTagName().equals(tag)).findFirst();
  }

  private static Stream<Element> children(Element above) {
    return elements(above.getChildNodes());
  }

  private static Stream<Element> elements(NodeList nodes) {
    return IntStream.range(0, nodes.getLength())
        .mapToObj(nodes::item)
        .filter(Element.class::isInstance)
        .map(Element.class::cast);
  }

  private static String text(Element element) {
    return element.getTextContent().strip();
  }
}
