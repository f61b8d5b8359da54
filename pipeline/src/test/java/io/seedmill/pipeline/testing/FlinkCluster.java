package io.seedmill.pipeline.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seedmill.testing.S3Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Flink session cluster of separate JVMs on this machine: a JobManager and TaskManagers of one
 * slot each. Their class path is Flink's alone, so what a job needs must be in its jar.
 */
public final class FlinkCluster {

  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LOOPBACK = "127.0.0.1";

  private static final int TASK_MANAGERS = 2;
  private static final Duration START = Duration.ofMinutes(2);

  private static FlinkCluster shared;

  private static final Map<String, String> MEMORY =
      Map.of(
          "taskmanager.cpu.cores", "1.0",
          "taskmanager.memory.framework.heap.size", "64m",
          "taskmanager.memory.task.heap.size", "256m",
          "taskmanager.memory.framework.off-heap.size", "64m",
          "taskmanager.memory.task.off-heap.size", "16m",
          "taskmanager.memory.managed.size", "64m",
          "taskmanager.memory.network.min", "128m",
          "taskmanager.memory.network.max", "128m");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path folder;
  private final int restPort = freePort();
  private final int rpcPort = freePort();
  private final List<Process> taskManagers = new ArrayList<>();
  private Process jobManager;
  private int started;

  private FlinkCluster(Path folder) throws IOException {
    this.folder = folder;
  }

  /**
   * Returns the cluster of this JVM, which has {@value #TASK_MANAGERS} slots, knows the credentials
   * of {@link S3Server}, and ends with the JVM.
   */
  public static synchronized FlinkCluster shared() throws Exception {
    if (shared == null) {
      shared = start();
    }
    Poll.until("the cluster has its slots", START, () -> shared.slots() == TASK_MANAGERS);
    return shared;
  }

  private static FlinkCluster start() throws Exception {
    Path folder =
        TARGET.resolve("flink-clusters").resolve(Long.toString(ProcessHandle.current().pid()));
    Files.createDirectories(folder);
    FlinkCluster cluster = new FlinkCluster(folder);
    try {
      cluster.writeSettings();
      cluster.jobManager =
          cluster.jvm(
              "jobmanager",
              "-Xmx384m",
              "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
              "--executionMode",
              "cluster");
      for (int i = 0; i < TASK_MANAGERS; i++) {
        cluster.startTaskManager();
      }
      return cluster;
    } catch (Exception | AssertionError e) {
      cluster.close();
      throw e;
    }
  }

  /** {@code host:port} of the REST API. */
  public String address() {
    return LOOPBACK + ":" + restPort;
  }

  /** The folder of Flink's configuration. */
  public Path configuration() {
    return folder.resolve("conf");
  }

  /** The class path of a Flink distribution. */
  public static String classPath() throws IOException {
    return Files.readString(TARGET.resolve("flink.classpath")).trim();
  }

  private void startTaskManager() throws IOException {
    started++;
    taskManagers.add(
        jvm(
            "taskmanager-" + started,
            "-Xmx384m",
            "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
            "-Dtaskmanager.resource-id=taskmanager-" + started));
  }

  /** Kills the TaskManager that was started first and starts another, without waiting for it. */
  public void replaceTaskManager() throws Exception {
    Process victim = taskManagers.remove(0);
    victim.destroyForcibly().waitFor();
    startTaskManager();
  }

  public boolean isAlive() {
    return jobManager.isAlive();
  }

  /** Slots of the TaskManagers that are there; 0 while no one answers. */
  public int slots() {
    try {
      return get("/overview").path("slots-total").asInt();
    } catch (IOException e) {
      return 0;
    }
  }

  /** The id of the job whose name ends so; empty while there is none. */
  public Optional<String> job(String end) throws IOException {
    for (JsonNode job : get("/jobs/overview").path("jobs")) {
      if (job.path("name").asText().endsWith(end)) {
        return Optional.of(job.path("jid").asText());
      }
    }
    return Optional.empty();
  }

  /** Such as RUNNING. */
  public String state(String job) throws IOException {
    return get("/jobs/" + job).path("state").asText();
  }

  /** Tells if the job whose name ends so has done all of its work. */
  public boolean hasFinished(String end) throws IOException {
    Optional<String> job = job(end);
    return job.isPresent() && state(job.get()).equals("FINISHED");
  }

  /** Tells if Flink restarted tasks of the job. */
  public boolean hasRestarted(String job) throws IOException {
    return get("/jobs/" + job).path("timestamps").path("RESTARTING").asLong() > 0;
  }

  /** Returns the number of shards that tasks have taken, those that ended among them. */
  public long shardsTaken(String job) throws IOException {
    for (JsonNode vertex : get("/jobs/" + job).path("vertices")) {
      if (vertex.path("name").asText().contains("Run generators")) {
        String metrics =
            "/jobs/" + job + "/vertices/" + vertex.path("id").asText() + "/subtasks/metrics";
        String metric = "FlatMap_(FlatMap_at_Generate/Run_generators/ParMultiDo(Generate))";
        String query = URLEncoder.encode(metric + ".numRecordsIn", StandardCharsets.UTF_8);
        return get(metrics + "?agg=sum&get=" + query).path(0).path("sum").asLong();
      }
    }
    return 0;
  }

  /** Uploads a jar; the answer is its id. */
  public String upload(Path jar) throws IOException {
    String boundary = "seedmill-boundary";
    String head =
        "--%s\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\"%s\"\r\n"
                .formatted(boundary, jar.getFileName())
            + "Content-Type: application/x-java-archive\r\n\r\n";
    HttpRequest.BodyPublisher body =
        HttpRequest.BodyPublishers.concat(
            HttpRequest.BodyPublishers.ofString(head),
            HttpRequest.BodyPublishers.ofFile(jar),
            HttpRequest.BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
    HttpResponse<String> response =
        send(
            request("/jars/upload")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(body));
    String file = JSON.readTree(response.body()).path("filename").asText();
    return file.substring(file.lastIndexOf('/') + 1);
  }

  /** Starts the main class of an uploaded jar; the answer is what Flink says, whatever its code. */
  public JsonNode run(String jarId, List<String> args) throws IOException {
    String body = JSON.writeValueAsString(Map.of("programArgsList", args));
    HttpResponse<String> response =
        send(
            request("/jars/" + jarId + "/run")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    return JSON.readTree(response.body());
  }

  private void close() throws InterruptedException {
    List<Process> all = new ArrayList<>(taskManagers);
    if (jobManager != null) {
      all.add(jobManager);
    }
    all.forEach(Process::destroyForcibly);
    for (Process process : all) {
      process.waitFor();
    }
  }

  private JsonNode get(String path) throws IOException {
    HttpResponse<String> response = send(request(path).GET());
    if (response.statusCode() != 200) {
      throw new IOException(path + ": " + response.statusCode() + " " + response.body());
    }
    return JSON.readTree(response.body());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://" + address() + path))
        .timeout(Duration.ofMinutes(1));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
  }

  private void writeSettings() throws IOException {
    List<String> settings = new ArrayList<>();
    MEMORY.forEach((key, value) -> settings.add(key + ": " + value));
    settings.add("taskmanager.memory.jvm-metaspace.size: 192m");
    settings.add("taskmanager.memory.jvm-overhead.min: 64m");
    settings.add("taskmanager.memory.jvm-overhead.max: 64m");
    settings.add("taskmanager.numberOfTaskSlots: 1");
    settings.add("taskmanager.host: " + LOOPBACK);
    settings.add("taskmanager.bind-host: " + LOOPBACK);
    settings.add("jobmanager.memory.process.size: 1g");
    settings.add("jobmanager.rpc.address: " + LOOPBACK);
    settings.add("jobmanager.bind-host: " + LOOPBACK);
    settings.add("jobmanager.rpc.port: " + rpcPort);
    settings.add("rest.address: " + LOOPBACK);
    settings.add("rest.bind-address: " + LOOPBACK);
    settings.add("rest.port: " + restPort);
    settings.add("rest.bind-port: '" + restPort + "'");
    settings.add("metrics.fetcher.update-interval: 200");
    // Flink asks for no metrics while a question waits, also one to a TaskManager that is gone.
    settings.add("web.timeout: 20000");
    settings.add("heartbeat.interval: 1000"); // a TaskManager that is gone is noticed at once
    settings.add("io.tmp.dirs: " + Files.createDirectories(folder.resolve("tmp")));
    Path conf = Files.createDirectories(folder.resolve("conf"));
    Files.write(conf.resolve("config.yaml"), settings);
    Files.write(
        conf.resolve("log4j2.properties"),
        List.of(
            "rootLogger.level = info",
            "rootLogger.appenderRef.console.ref = console",
            "appender.console.type = Console",
            "appender.console.name = console",
            "appender.console.layout.type = PatternLayout",
            "appender.console.layout.pattern = %d %-5p %c{1} %m%n"));
  }

  private Process jvm(String name, String heap, String mainClass, String... args)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(heap, "-XX:+UseSerialGC", Program.SHORT_RUN));
    for (String opened : List.of("java.lang", "java.util", "java.nio", "java.net")) {
      command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
    }
    command.add("-Dlog4j.configurationFile=" + configuration().resolve("log4j2.properties"));
    command.addAll(List.of("-cp", OrphanWatch.classPath() + ":" + classPath()));
    command.addAll(List.of(OrphanWatch.class.getName(), mainClass));
    command.addAll(List.of("--configDir", configuration().toString()));
    command.addAll(List.of(args));
    ProcessBuilder jvm =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile());
    jvm.environment().putAll(S3Dataset.credentials());
    return jvm.start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
