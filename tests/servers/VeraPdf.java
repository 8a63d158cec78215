// Holds PDF files to PDF/UA-1 with veraPDF's own classes.
// usage: VeraPdf FILE...   One line each: PASS or FAIL, tab, the file's place among the arguments;
// and before it one line for each rule that failed: RULE, tab, place, tab, words.
import java.io.File;
import java.util.LinkedHashMap;
import java.util.Map;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public class VeraPdf {
    public static void main(String[] files) {
        VeraGreenfieldFoundryProvider.initialise();
        for (int place = 0; place < files.length; place++) {
            boolean passed = false;
            try {
                passed = holds(files[place], place);
            } catch (Exception | StackOverflowError problem) {
                rule(place, "could not be read: " + problem);
            }
            System.out.println((passed ? "PASS" : "FAIL") + "\t" + place);
        }
        // The validator's threads would keep the program alive.
        System.exit(0);
    }

    private static boolean holds(String file, int place) throws Exception {
        PDFAFlavour flavour = PDFAFlavour.PDFUA_1;
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour)) {
            PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, true);
            ValidationResult result = validator.validate(parser);
            failures(result).forEach((words, times) -> rule(place, words + " (" + times + " times)"));
            return result.isCompliant() && result.getTotalAssertions() > 0;
        }
    }

    private static Map<String, Integer> failures(ValidationResult result) {
        Map<String, Integer> found = new LinkedHashMap<>();
        for (TestAssertion test : result.getTestAssertions()) {
            if (test.getStatus() == TestAssertion.Status.FAILED) {
                String clause = test.getRuleId().getClause() + "-" + test.getRuleId().getTestNumber();
                found.merge(clause + " " + test.getMessage(), 1, Integer::sum);
            }
        }
        return found;
    }

    private static void rule(int place, String words) {
        System.out.println("RULE\t" + place + "\t" + words.replaceAll("\\s+", " "));
    }
}
