import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.jena.query.Dataset;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryCancelledException;
import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.QueryExecutionFactory;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.QueryParseException;
import org.apache.jena.query.ReadWrite;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.sparql.core.DatasetDescription;
import org.apache.jena.sparql.core.DynamicDatasets;
import org.apache.jena.tdb2.TDB2Factory;
import org.apache.jena.update.UpdateAction;

/** Apache Jena (ARQ on TDB2) behind the SPARQL 1.1 Protocol, on loopback: java JenaServer.java PORT DIRECTORY. */
class JenaServer {
    private static final long MILLISECONDS = 240_000;

    public static void main(String[] arguments) throws IOException {
        Dataset dataset = TDB2Factory.connectDataset(arguments[1]);
        HttpServer server = HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])), 16);
        server.createContext("/query", exchange -> answer(exchange, dataset, false));
        server.createContext("/update", exchange -> answer(exchange, dataset, true));
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.start();
    }

    private static void answer(HttpExchange exchange, Dataset dataset, boolean updates) throws IOException {
        exchange.getResponseHeaders().set("Server", "Apache Jena ARQ");
        Map<String, List<String>> form = form(exchange);
        try {
            if (updates) {
                update(dataset, form.get("update").get(0));
                exchange.sendResponseHeaders(204, -1);
            } else {
                send(exchange, 200, query(exchange, dataset, form));
            }
        } catch (QueryParseException error) {
            send(exchange, 400, error.getMessage().getBytes(StandardCharsets.UTF_8));
        } catch (QueryCancelledException error) {
            send(exchange, 503, "timed out".getBytes(StandardCharsets.UTF_8));
        } catch (RuntimeException error) {
            send(exchange, 500, String.valueOf(error).getBytes(StandardCharsets.UTF_8));
        }
        exchange.close();
    }

    private static void update(Dataset dataset, String text) {
        dataset.begin(ReadWrite.WRITE);
        try {
            UpdateAction.parseExecute(text, dataset);
            dataset.commit();
        } finally {
            dataset.end();
        }
    }

    private static byte[] query(HttpExchange exchange, Dataset dataset, Map<String, List<String>> form) {
        Query query = QueryFactory.create(form.get("query").get(0));
        List<String> graphs = form.getOrDefault("default-graph-uri", List.of());
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        dataset.begin(ReadWrite.READ);
        try {
            Dataset asked = graphs.isEmpty() ? dataset : DynamicDatasets.dynamicDataset(
                DatasetDescription.create(graphs, form.getOrDefault("named-graph-uri", List.of())), dataset, false);
            try (QueryExecution execution = QueryExecutionFactory.create(query, asked)) {
                execution.setTimeout(MILLISECONDS, TimeUnit.MILLISECONDS);
                boolean table = query.isSelectType() || query.isAskType();
                exchange.getResponseHeaders().set(
                    "Content-Type", table ? "application/sparql-results+json" : "application/n-triples");
                if (query.isSelectType()) {
                    ResultSetFormatter.outputAsJSON(body, execution.execSelect());
                } else if (query.isAskType()) {
                    ResultSetFormatter.outputAsJSON(body, execution.execAsk());
                } else {
                    RDFDataMgr.write(body, query.isConstructType()
                        ? execution.execConstruct() : execution.execDescribe(), Lang.NTRIPLES);
                }
            }
        } finally {
            dataset.end();
        }
        return body.toByteArray();
    }

    private static Map<String, List<String>> form(HttpExchange exchange) throws IOException {
        Map<String, List<String>> form = new HashMap<>();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        for (String pair : body.split("&")) {
            String[] parts = pair.split("=", 2);
            form.computeIfAbsent(parts[0], name -> new ArrayList<>())
                .add(URLDecoder.decode(parts.length > 1 ? parts[1] : "", StandardCharsets.UTF_8));
        }
        return form;
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
