package io.seedmill.generators.sources.testing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;

/**
 * A stand-in for an API of job postings, on this machine alone: {@code GET /jobs} with {@code
 * keyword}, {@code location}, {@code minSalary}, {@code limit} and {@code page}, {@code offset} or
 * {@code cursor}. It wants a bearer token, and misbehaves when a test says so.
 */
public final class JobPostingsServer implements AutoCloseable {

  private static final List<String> TITLES =
      List.of("java developer", "data engineer", "nurse", "java architect", "teacher");
  private static final List<String> PLACES = List.of("Berlin", "Lyon", "Oslo", "São Paulo");
  private static final int JOBS = 200;

  /** Answers a request in place of the API. */
  @FunctionalInterface
  public interface Fault {
    void answer(HttpExchange exchange) throws IOException;
  }

  /** A request as it came: method, path with query, headers by lower-case name, body. */
  public record Request(String method, String uri, Map<String, String> headers, String body) {}

  private final HttpServer server;
  private final String token;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "job-postings");
            thread.setDaemon(true);
            return thread;
          });
  private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger now = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  private JobPostingsServer(int port, String token) throws IOException {
    this.token = token;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Starts one at a free port. */
  public static JobPostingsServer start(String token) {
    try {
      return new JobPostingsServer(0, token);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Runs one until the process is ended, or its input where that is a pipe: port, then a token if
   * it is not {@code demo-token}.
   */
  public static void main(String[] args) throws IOException {
    int port = args.length > 0 ? Integer.parseInt(args[0]) : 0;
    JobPostingsServer server =
        new JobPostingsServer(port, args.length > 1 ? args[1] : "demo-token");
    System.out.println("job postings at " + server.url());
    if (args.length > 2 && args[2].equals("attached")) {
      System.in.readAllBytes();
      server.close();
    }
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The next requests are answered by these, one each, and all others by the API. */
  public void misbehave(Fault... next) {
    faults.addAll(List.of(next));
  }

  public List<Request> requests() {
    return requests;
  }

  /** Returns the most requests that were under way at once. */
  public int mostAtOnce() {
    return most.get();
  }

  public static Fault status(int status, String... headers) {
    return exchange -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
      }
      send(exchange, status, "{\"error\":\"status " + status + "\"}");
    };
  }

  public static Fault json(String body) {
    return exchange -> send(exchange, 200, body);
  }

  /** Closes the connection without an answer. */
  public static Fault reset() {
    return HttpExchange::close;
  }

  private void handle(HttpExchange exchange) throws IOException {
    int current = now.incrementAndGet();
    most.accumulateAndGet(current, Math::max);
    try {
      Map<String, String> headers = new TreeMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      requests.add(
          new Request(
              exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body));
      Fault fault = faults.poll();
      if (fault != null) {
        fault.answer(exchange);
      } else if (!("Bearer " + token).equals(headers.get("authorization"))) {
        send(exchange, 401, "{\"error\":\"wrong token " + headers.get("authorization") + "\"}");
      } else if (!exchange.getRequestURI().getPath().equals("/jobs")) {
        send(exchange, 404, "{\"error\":\"no such path\"}");
      } else {
        jobs(exchange);
      }
    } finally {
      now.decrementAndGet();
      exchange.close();
    }
  }

  private void jobs(HttpExchange exchange) throws IOException {
    Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
    int limit = Integer.parseInt(query.getOrDefault("limit", "10"));
    int from = Integer.parseInt(query.getOrDefault("offset", query.getOrDefault("cursor", "0")));
    from += limit * (Integer.parseInt(query.getOrDefault("page", "1")) - 1);
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < JOBS; i++) {
      ObjectNode job = job(i);
      if (job.get("title").asText().contains(query.getOrDefault("keyword", ""))
          && job.get("location").asText().contains(query.getOrDefault("location", ""))
          && job.at("/salary/min").asInt()
              >= Integer.parseInt(query.getOrDefault("minSalary", "0"))) {
        all.add(job);
      }
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode some = answer.putArray("jobs");
    for (int i = from; i < Math.min(all.size(), from + limit); i++) {
      some.add(all.get(i));
    }
    answer.put("total", all.size());
    if (from + limit < all.size()) {
      answer.put("next_cursor", Integer.toString(from + limit));
      String rest = exchange.getRequestURI().getRawQuery();
      rest = (rest == null ? "" : rest).replaceAll("&?(offset|cursor)=\\d+", "");
      String next = "/jobs?" + rest + (rest.isEmpty() ? "" : "&") + "offset=" + (from + limit);
      answer.put("next", next);
      exchange.getResponseHeaders().add("Link", "</jobs>; rel=first, <" + next + ">; rel=\"next\"");
    }
    send(exchange, 200, answer.toString());
  }

  private static ObjectNode job(int number) {
    ObjectNode job =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", number)
            .put("title", TITLES.get(number % TITLES.size()) + " " + number / 20)
            .put("company", "Company " + number % 7)
            .put("location", PLACES.get(number / 5 % PLACES.size()));
    job.putObject("salary").put("min", 30_000 + 250 * number).put("max", 40_000 + 300 * number);
    return job;
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new TreeMap<>();
    for (String pair : raw == null ? List.<String>of() : List.of(raw.split("&", -1))) {
      String[] parts = pair.split("=", 2);
      if (parts.length == 2) {
        query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    return query;
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
    if (accepted != null && accepted.contains("gzip")) {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
        gzip.write(bytes);
      }
      bytes = packed.toByteArray();
      exchange.getResponseHeaders().add("Content-Encoding", "gzip");
    }
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
