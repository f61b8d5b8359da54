package io.seedmill.pipeline.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.input.Counted;
import io.seedmill.generators.input.Parameters;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.dataset.GeneratorSpec;
import io.seedmill.pipeline.dataset.Prices;
import io.seedmill.transforms.publish.Estimate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An estimate of a run from a few samples of each generator.
 *
 * <p>The time to make the samples is what the pilot has measured on one thread. The start, and the
 * time to pack, sort and write a sample and a byte, are constants of another machine. A core of any
 * other machine is taken for as fast as one of this machine.
 */
public final class RunEstimate {

  /*
   * Set by hand, so that runs of 'benchmark' with 1,000 to 2,000,000 samples on two cores of a
   * virtual machine with Java 17 take about as long as estimated. They are not measured where the
   * estimate is made.
   */
  private static final double NANOS_A_SAMPLE = 1_000;
  private static final double NANOS_A_BYTE = 10;

  /** The cost of opening a cell and of accounting for it; 100,000 cells took 60 s of two cores. */
  private static final double NANOS_A_CELL = 300_000;

  /**
   * The further cost of near duplicates, for a byte of the samples. Measured: 1,000,000 prompts of
   * 215 bytes took 3.2 times as long with it as without, 1,000,000 of one template 1.6 times that.
   */
  private static final double NEAR_NANOS_A_BYTE = 100;

  private static final double NANOS_A_COMPARED_SAMPLE = 3_500;

  /** The cost of a pair for each band of signatures that it shares. */
  private static final double NANOS_A_NEAR_PAIR = 5;

  /** The further cost of evaluation texts, for a byte of the samples: a guess. */
  private static final double AGAINST_NANOS_A_BYTE = 60;

  private static final String API = "http";

  /**
   * The start of a run, in seconds on an idle virtual machine with two cores. The script 'seedmill'
   * starts a run of few samples with one of Java's compilers, which takes half the time.
   */
  public enum Start {
    /** Of a run that one compiler compiles. */
    QUICK(1.1, 1.2, 3.4),
    /** Of any other run. */
    FULL(1.6, 2.3, 4.0);

    private final double command;
    private final double graph;
    private final double flink;

    Start(double command, double graph, double flink) {
      this.command = command;
      this.graph = graph;
      this.flink = flink;
    }
  }

  private final DatasetSpec spec;
  private final Plan plan;
  private final Start start;
  private final List<PilotResult> pilot;

  /**
   * Estimates a run.
   *
   * @param plan the plan, with what the pilot has shown
   * @param start how the run starts
   */
  public RunEstimate(DatasetSpec spec, Plan plan, Start start) {
    this.start = start;
    this.spec = spec;
    this.plan = plan;
    this.pilot = plan.pilot();
  }

  /** A time, in seconds, and what it costs. */
  public record Cost(double seconds, double money) {}

  /**
   * The time of batches on runners of a CI service.
   *
   * @param jobs how many jobs there are; one more puts the batches together
   * @param seconds the time until the dataset is published
   * @param longestJob the longest of the jobs, in seconds
   * @param minutes the minutes that count
   * @param freeMinutes how many of these cost nothing
   */
  public record CiCost(
      long jobs, double seconds, double longestJob, long minutes, long freeMinutes, double money) {}

  /** Returns true if the pilot has no time of some generator. */
  public boolean isPartial() {
    for (int i = 0; i < spec.generators().size(); i++) {
      if (samples(i) > 0 && (i >= pilot.size() || pilot.get(i).nanos().isEmpty())) {
        return true;
      }
    }
    return false;
  }

  /** Returns the seconds that one core takes to make all samples, but for those of APIs. */
  public double makingSeconds() {
    double nanos = 0;
    for (int i = 0; i < pilot.size(); i++) {
      if (!isApi(i)) {
        nanos += pilot.get(i).nanos().orElse(0) * samples(i);
      }
    }
    return nanos / 1e9;
  }

  /** Returns the seconds that some workers take to pack, sort, compare and write all samples. */
  public double writingSeconds(double workers) {
    double nanos = NANOS_A_SAMPLE * plan.generation().samples() + NANOS_A_BYTE * lineBytes();
    if (spec.near() != null) {
      nanos += NEAR_NANOS_A_BYTE * lineBytes();
    }
    if (spec.against() != null) {
      nanos += AGAINST_NANOS_A_BYTE * lineBytes();
    }
    return nanos / 1e9 / workers + comparingSeconds();
  }

  /** Returns the seconds that the one worker takes who looks for near duplicates. */
  private double comparingSeconds() {
    double nanos = 0;
    for (int i = 0; i < pilot.size() && spec.near() != null; i++) {
      double pairs = 0.5 * samples(i) * samples(i);
      nanos += NANOS_A_COMPARED_SAMPLE * samples(i);
      nanos += NANOS_A_NEAR_PAIR * pilot.get(i).nearShare() * pairs;
    }
    return nanos / 1e9;
  }

  /**
   * Returns the seconds that the rate limits of APIs allow no run to go below. Hosts are asked at
   * the same time; entries of one host, one after another.
   */
  public double waitingSeconds() {
    Map<String, Double> byHost = new HashMap<>();
    for (int i = 0; i < pilot.size(); i++) {
      if (isApi(i)) {
        Parameters limits = parameters(i).object("politeness");
        double requests = requests(i);
        double byRate = requests / limits.real("requestsPerSecond");
        double latency = pilot.get(i).nanos().orElse(0) / 1e9 * samples(i);
        byHost.merge(
            host(i), Math.max(byRate, latency / limits.intValue("concurrency")), Double::sum);
      }
    }
    return byHost.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }

  /** Returns the seconds that programs take to start, which each worker does once. */
  public double programStart() {
    double nanos = 0;
    for (int i = 0; i < pilot.size(); i++) {
      if (spec.generators().get(i).factory().name().equals("command")) {
        nanos += Math.max(0, pilot.get(i).startNanos() - pilot.get(i).nanos().orElse(0));
      }
    }
    return nanos / 1e9;
  }

  /** Returns the number of requests to APIs, as far as no cache has the answers. */
  public double apiRequests() {
    double sum = 0;
    for (int i = 0; i < pilot.size(); i++) {
      sum += isApi(i) ? requests(i) : 0;
    }
    return sum;
  }

  private double requests(int generator) {
    PilotResult result = pilot.get(generator);
    double each = result.indices() == 0 ? 1 : (double) result.requests() / result.indices();
    return samples(generator) * Math.max(1, each);
  }

  /** Returns the seconds of a run on this machine, from its command until it is published. */
  public double seconds(int cores) {
    return start.command + start.graph + working(cores);
  }

  /** Returns the same for slots of a Flink cluster that is there. */
  public double flinkSeconds(int slots) {
    return start.command + start.flink + working(slots);
  }

  /** Returns what the command and its graph take to start on this machine. */
  public double startSeconds() {
    return start.command + start.graph + programStart();
  }

  private double working(int workers) {
    double parallel = Math.max(1, Math.min(workers, plan.generation().shards()));
    double buckets = Math.max(1, Math.min(workers, plan.buckets()));
    double making = makingSeconds() / parallel + programStart();
    double cells = NANOS_A_CELL * plan.generation().entries().size() / 1e9;
    return Math.max(making, waitingSeconds()) + writingSeconds(buckets) + cells;
  }

  /** Returns the time and the price of a run on this machine. */
  public Cost here(int cores, Prices prices) {
    double seconds = seconds(cores);
    return new Cost(seconds, seconds / 3_600 * prices.machineHour());
  }

  /** Returns the time and the price of a run on slots of a Flink cluster that is there. */
  public Cost flink(int slots, Prices prices) {
    double seconds = flinkSeconds(slots);
    return new Cost(seconds, slots * seconds / 3_600 * prices.slotHour());
  }

  /** Returns the time and the price of batches on runners of a CI service, one job each. */
  public CiCost ci(Batches batches, Prices prices) {
    Prices.Ci ci = prices.ci();
    double begin = ci.startSeconds() + Start.FULL.command + Start.FULL.graph;
    double longest = 0;
    long minutes = 0;
    double sum = 0;
    double all = Math.max(1, plan.generation().samples());
    for (long batch = 0; batch < batches.count(); batch++) {
      double share = batches.samples(batch) / all;
      double making = share * makingSeconds() / ci.cores() + programStart();
      double job = begin + Math.max(making, share * waitingSeconds());
      longest = Math.max(longest, job);
      sum += job;
      minutes += begun(job);
    }
    double last = begin + writingSeconds(ci.cores());
    minutes += begun(last);
    long free = Math.min(minutes, ci.freeMinutes());
    double seconds = Math.max(longest, sum / ci.jobsAtOnce()) + last;
    return new CiCost(
        batches.count(), seconds, longest, minutes, free, (minutes - free) * ci.minute());
  }

  private static long begun(double seconds) {
    return (long) Math.ceil(seconds / 60);
  }

  /** Returns the bytes of all samples that are made, as lines of JSON. */
  public double lineBytes() {
    double bytes = 0;
    for (int i = 0; i < pilot.size(); i++) {
      bytes += pilot.get(i).bytesEach() * samples(i);
    }
    return bytes;
  }

  /** Returns the bytes of the dataset, as lines of JSON without compression, without duplicates. */
  public double datasetBytes() {
    double bytes = 0;
    for (int i = 0; i < pilot.size(); i++) {
      long samples = samples(i);
      double unique =
          samples - (samples == 0 ? 0 : DuplicateEstimate.of(pilot.get(i), samples).expected());
      bytes += pilot.get(i).bytesEach() * unique;
    }
    return bytes;
  }

  /** Returns the duplicates of all generators, each taken by itself. */
  public DuplicateEstimate duplicates() {
    DuplicateEstimate sum = new DuplicateEstimate(0, 0, 0);
    for (int i = 0; i < pilot.size(); i++) {
      if (samples(i) > 0) {
        sum = sum.plus(DuplicateEstimate.of(pilot.get(i), samples(i)));
      }
    }
    return sum;
  }

  /** Returns the heap of a run that keeps its elements there. */
  public MemoryEstimate memory(int workers, long bufferBytes) {
    return MemoryEstimate.of(plan, spec, workers, bufferBytes);
  }

  /**
   * Returns the figures that the manifest keeps.
   *
   * @param seconds the time from the start of the command
   * @param heapBytes the heap that suffices
   */
  public Estimate kept(double seconds, long heapBytes) {
    DuplicateEstimate duplicates = duplicates();
    JsonNode output = spec.toJson().path("output");
    boolean isLines =
        output.path("format").asText("jsonl").equals("jsonl")
            && output.path("compression").asText("none").equals("none")
            && output.path("assets").asText("inline").equals("inline");
    return new Estimate(
        Counted.of(made(), "sample") + " made before the run",
        Math.rint(1e3 * seconds) / 1e3,
        isLines ? Math.round(datasetBytes()) : null,
        Math.round(duplicates.expected()),
        (long) Math.floor(duplicates.low()),
        (long) Math.ceil(duplicates.high()),
        heapBytes);
  }

  /** Returns the room on disks of a run on this machine. */
  public DiskEstimate disk() {
    return DiskEstimate.of(spec, plan);
  }

  /** Returns the requests to S3 of a run whose output is there. */
  public S3Estimate s3() {
    return S3Estimate.of(spec, plan, this);
  }

  /** Returns how many samples the pilot has made. */
  public long made() {
    return pilot.stream().mapToLong(PilotResult::made).sum();
  }

  private long samples(int generator) {
    return spec.generators().get(generator).samples();
  }

  private boolean isApi(int generator) {
    return spec.generators().get(generator).factory().name().equals(API);
  }

  private Parameters parameters(int generator) {
    GeneratorSpec api = spec.generators().get(generator);
    return api.cells().get(0).parameters();
  }

  private String host(int generator) {
    String url = parameters(generator).toJson().at("/http/url").asText();
    return url.replaceFirst("^[a-z]+://([^/?#]*).*", "$1");
  }
}
