import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.semanticweb.HermiT.Configuration;
import org.semanticweb.HermiT.Reasoner;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.formats.TurtleDocumentFormat;
import org.semanticweb.owlapi.io.RDFParserMetaData;
import org.semanticweb.owlapi.model.IRI;
import org.semanticweb.owlapi.model.OWLClass;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.model.OWLOntologyLoaderConfiguration;
import org.semanticweb.owlapi.profiles.OWL2DLProfile;
import org.semanticweb.owlapi.profiles.OWL2RLProfile;
import org.semanticweb.owlapi.profiles.OWLProfile;
import org.semanticweb.owlapi.profiles.OWLProfileViolation;
import org.semanticweb.owlapi.rdf.turtle.parser.OWLRDFConsumerAdapter;
import org.semanticweb.owlapi.rdf.turtle.parser.TripleHandler;
import org.semanticweb.owlapi.rdf.turtle.parser.TurtleParser;
import org.semanticweb.owlapi.vocab.OWLRDFVocabulary;

/**
 * Checks Turtle and N-Triples files, taken together as one ontology: are they in OWL 2 DL, in OWL 2 RL, consistent,
 * and can every class have a member?
 *
 * <pre>java -cp 'JARS/*' OwlCheck.java FILE...</pre>
 * <pre>java -cp 'JARS/*' OwlCheck.java --each FILE...</pre>
 *
 * <p>JARS holds the OWL API and HermiT. Prints one JSON object: axioms, dl, rl, consistent, unsatisfiable. The RL
 * profile lies inside the DL one, so every violation under dl stands under rl too. No class is listed as unsatisfiable
 * when the whole is inconsistent. With --each, every file is an ontology of its own, and a line of JSON tells what keeps
 * it out of OWL 2 DL. Exit status 0: checked, whatever was found; 3: could not be checked.
 */
final class OwlCheck {

    private static final int COULD_NOT_CHECK = 3;

    private OwlCheck() {}

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err); // whatever a library may print stays out of the answer
        if (arguments.length == 0) {
            System.err.println("usage: java -cp 'JARS/*' OwlCheck.java FILE...");
            System.exit(COULD_NOT_CHECK);
        }
        try {
            if (arguments[0].equals("--each")) {
                for (String file : Arrays.asList(arguments).subList(1, arguments.length)) {
                    Set<String> unread = new TreeSet<>();
                    Set<String> dl = violations(new OWL2DLProfile(), load(List.of(Path.of(file)), unread));
                    dl.addAll(unread);
                    out.println(array(dl));
                }
                return;
            }
            out.println(check(Arrays.stream(arguments).map(Path::of).collect(Collectors.toList())));
        } catch (CannotCheck reason) {
            System.err.println(reason.getMessage());
            System.exit(COULD_NOT_CHECK);
        }
    }

    private static String check(List<Path> files) throws CannotCheck {
        Set<String> unread = new TreeSet<>();
        OWLOntology ontology = load(files, unread);
        Set<String> dl = violations(new OWL2DLProfile(), ontology);
        Set<String> rl = violations(new OWL2RLProfile(), ontology);
        dl.addAll(unread);
        rl.addAll(unread);

        // The profiles name a datatype outside OWL 2; HermiT must not give up because of it.
        Configuration configuration = new Configuration();
        configuration.ignoreUnsupportedDatatypes = true;
        boolean consistent;
        Set<String> unsatisfiable = new TreeSet<>();
        try {
            Reasoner reasoner = new Reasoner(configuration, ontology);
            consistent = reasoner.isConsistent();
            if (consistent) {
                for (OWLClass name : reasoner.getUnsatisfiableClasses().getEntitiesMinusBottom()) {
                    unsatisfiable.add(name.getIRI().getIRIString());
                }
            }
        } catch (RuntimeException | StackOverflowError refusal) {
            throw new CannotCheck(
                    "HermiT: " + refusal + "\nviolations of OWL 2 DL: " + array(dl) + "\nof OWL 2 RL: " + array(rl));
        }
        return "{\"axioms\": " + ontology.getAxiomCount() + ", \"dl\": " + array(dl) + ", \"rl\": " + array(rl)
                + ", \"consistent\": " + consistent + ", \"unsatisfiable\": " + array(unsatisfiable) + "}";
    }

    /**
     * Reads all files as one graph before any of it is understood as OWL: a file of data has no declarations of its
     * own, and read alone its properties would be taken for annotation properties. Triples that fit no axiom are added
     * to unread.
     */
    private static OWLOntology load(List<Path> files, Set<String> unread) throws CannotCheck {
        OWLOntologyLoaderConfiguration configuration =
                new OWLOntologyLoaderConfiguration().setRepairIllegalPunnings(false);
        TurtleDocumentFormat format = new TurtleDocumentFormat();
        Path file = null;
        try {
            OWLOntology ontology = OWLManager.createOWLOntologyManager().createOntology();
            OneGraph graph = new OneGraph(ontology, configuration);
            graph.setOntologyFormat(format);
            for (Path next : files) {
                file = next;
                String text = Files.readString(file);
                if (!text.lines().allMatch(line -> line.isBlank() || line.stripLeading().startsWith("#"))) {
                    new FileParser(text, graph, file).parseDocument(); // which refuses a file without statements
                }
            }
            file = null;
            graph.end();
            format.getOntologyLoaderMetaData()
                    .filter(RDFParserMetaData.class::isInstance)
                    .map(RDFParserMetaData.class::cast)
                    .ifPresent(notes -> notes.getUnparsedTriples()
                            .forEach(triple -> unread.add("Triple that fits no axiom: " + triple)));
            return ontology;
        } catch (Exception fault) { // the parser's own exceptions are not public
            throw new CannotCheck((file == null ? "" : file + ": ") + fault);
        }
    }

    private static Set<String> violations(OWLProfile profile, OWLOntology ontology) {
        return profile.checkOntology(ontology).getViolations().stream()
                .map(violation -> violation.toString().replace(" in " + ontology.getOntologyID(), ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String array(Collection<String> items) {
        return items.stream().map(OwlCheck::string).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String string(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    /** Keeps the blank nodes of one file apart from those of the others. */
    private static final class FileParser extends TurtleParser {

        private final String file;

        FileParser(String text, TripleHandler handler, Path file) throws IOException {
            super(new StringReader(text), handler, IRI.create(file.toUri()));
            this.file = Integer.toHexString(file.toString().hashCode());
        }

        @Override
        protected IRI getNextBlankNode(String label) {
            return super.getNextBlankNode(label == null ? null : label + "-" + file);
        }
    }

    /** Takes the triples of file after file; imports are dropped, so that nothing is fetched. */
    private static final class OneGraph extends OWLRDFConsumerAdapter {

        OneGraph(OWLOntology ontology, OWLOntologyLoaderConfiguration configuration) {
            super(ontology, configuration);
        }

        @Override
        public void handleTriple(IRI subject, IRI predicate, IRI object) {
            if (!predicate.equals(OWLRDFVocabulary.OWL_IMPORTS.getIRI())) {
                super.handleTriple(subject, predicate, object);
            }
        }

        @Override
        public void handleEnd() {
            // The end of one file is not the end of the graph.
        }

        void end() {
            super.handleEnd();
        }
    }

    private static final class CannotCheck extends Exception {

        private static final long serialVersionUID = 1L;

        CannotCheck(String message) {
            super(message);
        }
    }
}
