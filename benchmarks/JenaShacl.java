// SHACL by Jena, for validate.py: the focus node and the constraint component of every result.
//
//     java -cp JARS JenaShacl.java DATA SHAPES

import org.apache.jena.graph.Graph;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.shacl.ShaclValidator;
import org.apache.jena.shacl.ValidationReport;

public class JenaShacl {
    public static void main(String[] paths) {
        Graph data = RDFDataMgr.loadGraph(paths[0]);
        Graph shapes = RDFDataMgr.loadGraph(paths[1]);
        ValidationReport report = ShaclValidator.get().validate(shapes, data);
        report.getEntries().forEach(entry ->
            System.out.println(
                (entry.focusNode().isURI() ? entry.focusNode().getURI() : "_:")
                + "\t" + entry.sourceConstraintComponent().getURI()));
    }
}
