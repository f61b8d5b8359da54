package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.input.Counted;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.dataset.Prices;
import io.seedmill.pipeline.plan.Batches;
import io.seedmill.pipeline.plan.DuplicateEstimate;
import io.seedmill.pipeline.plan.Plan;
import io.seedmill.pipeline.plan.RunEstimate;
import io.seedmill.pipeline.plan.RunEstimate.CiCost;
import io.seedmill.pipeline.plan.RunEstimate.Cost;
import io.seedmill.pipeline.plan.S3Estimate;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** An estimate of what a run takes: time, bytes, requests, memory and money. */
final class EstimateReport {

  private static final long MEGABYTE = 1L << 20;

  private final RunEstimate estimate;
  private final S3Estimate s3;
  private final Batches batches;
  private final Prices prices;
  private final List<Integer> slots;
  private final int cores = Runtime.getRuntime().availableProcessors();

  /**
   * @param plan the plan, with what the pilot has shown
   * @param start how a run of it starts
   * @param batches the batches that jobs of a CI service make, one each
   * @param slots numbers of Flink slots
   */
  EstimateReport(
      DatasetSpec spec,
      Plan plan,
      RunEstimate.Start start,
      Batches batches,
      Prices prices,
      List<Integer> slots) {
    this.estimate = new RunEstimate(spec, plan, start);
    this.s3 = estimate.s3();
    this.batches = batches;
    this.prices = prices;
    this.slots = slots;
  }

  void print(PrintWriter out, PilotReport pilot) {
    String about = estimate.isPartial() ? "more than " : "about ";
    out.println();
    Cost here = estimate.here(cores, prices);
    line(
        out,
        "time",
        "%s%s on %s of this machine%s",
        about,
        PilotReport.duration(here.seconds()),
        Counted.of(cores, "core"),
        price(here.money()));
    line(
        out,
        "",
        "%s to make the samples (the pilot's figure), %s to sort and write them and %s to start (figures"
            + " of an idle machine with two cores)",
        PilotReport.duration(estimate.makingSeconds() / cores),
        PilotReport.duration(estimate.writingSeconds(cores)),
        PilotReport.duration(estimate.startSeconds()));
    if (estimate.waitingSeconds() > 0) {
      line(
          out,
          "",
          "at least %s for about %s requests to APIs, as the rate limits of the spec say%s",
          PilotReport.duration(estimate.waitingSeconds()),
          PilotReport.grouped(Math.round(estimate.apiRequests())),
          price(apiMoney()));
    }
    for (int each : slots) {
      Cost flink = estimate.flink(each, prices);
      line(
          out,
          each == slots.get(0) ? "flink" : "",
          "%s%s on %s%s%s",
          about,
          PilotReport.duration(flink.seconds()),
          Counted.of(each, "slot"),
          price(flink.money()),
          each == slots.get(0)
              ? "; a slot is taken for a core of this machine, of a cluster that is there"
              : "");
    }
    printCi(out, about);
    line(
        out,
        "bytes",
        "about %s of JSON Lines without compression, %s with the duplicates (from the pilot)",
        size(estimate.datasetBytes()),
        size(estimate.lineBytes()));
    line(
        out,
        "s3",
        "about %s requests that write and %s that read, if the output is on S3%s; %s to keep it there"
            + " for a month",
        PilotReport.grouped(s3.puts()),
        PilotReport.grouped(s3.gets()),
        price(s3Money()),
        money(storageMoney()));
    pilot.printDuplicates(out);
    line(
        out,
        "memory",
        "%,d MB of heap suffice on the DirectRunner with %s (a model of what it holds)",
        estimate.memory(cores, 0).bytes() / MEGABYTE,
        Counted.of(cores, "worker"));
    line(
        out,
        "disk",
        "%s for text: %s of samples that wait until the dataset is published, and the dataset",
        size((double) estimate.disk().all()),
        size((double) estimate.disk().waiting()));
    line(
        out,
        "prices",
        "of %s, in %s: %s; --prices=FILE replaces them",
        prices.date(),
        prices.currency(),
        prices.source().strip());
  }

  private void printCi(PrintWriter out, String about) {
    CiCost ci = estimate.ci(batches, prices);
    line(
        out,
        "ci",
        "%s%s in %s and one that joins them, on runners with %s: %s, %,d of them free%s",
        about,
        PilotReport.duration(ci.seconds()),
        Counted.of(ci.jobs(), "job"),
        Counted.of(prices.ci().cores(), "core"),
        Counted.of(ci.minutes(), "minute"),
        ci.freeMinutes(),
        price(ci.money()));
    if (ci.longestJob() > 60 * prices.ci().longestJobMinutes()) {
      line(
          out,
          "",
          "the longest job takes %s, and a job is ended after %,.0f minutes: make more batches"
              + " (--batches, --max-batch-size)",
          PilotReport.duration(ci.longestJob()),
          prices.ci().longestJobMinutes());
    }
  }

  private static void line(PrintWriter out, String name, String text, Object... values) {
    out.printf("%-11s %s%n", name, String.format(Locale.ROOT, text, values));
  }

  private double s3Money() {
    return (s3.puts() * prices.thousandPuts() + s3.gets() * prices.thousandGets()) / 1e3;
  }

  private double storageMoney() {
    return estimate.datasetBytes() / 1e9 * prices.gigabyteMonth();
  }

  private double apiMoney() {
    return estimate.apiRequests() / 1e3 * prices.thousandRequests();
  }

  private String price(double money) {
    return money == 0 ? "" : ", " + money(money);
  }

  private String money(double money) {
    return money > 0 && money < 0.01
        ? "less than 0.01 " + prices.currency()
        : String.format(Locale.ROOT, "%,.2f %s", money, prices.currency());
  }

  private static String size(double bytes) {
    return bytes < 1e6
        ? String.format(Locale.ROOT, "%,.1f kB", bytes / 1e3)
        : bytes < 1e10
            ? String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6)
            : String.format(Locale.ROOT, "%,.1f GB", bytes / 1e9);
  }

  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("partial", estimate.isPartial());
    json.putObject("seconds")
        .put("making", estimate.makingSeconds())
        .put("writing", estimate.writingSeconds(1))
        .put("start", estimate.startSeconds())
        .put("waitingForApis", estimate.waitingSeconds());
    Cost here = estimate.here(cores, prices);
    json.putObject("here")
        .put("cores", cores)
        .put("seconds", here.seconds())
        .put("money", here.money());
    for (int each : slots) {
      Cost flink = estimate.flink(each, prices);
      json.withArray("flink")
          .addObject()
          .put("slots", each)
          .put("seconds", flink.seconds())
          .put("money", flink.money());
    }
    CiCost ci = estimate.ci(batches, prices);
    json.putObject("ci")
        .put("jobs", ci.jobs())
        .put("seconds", ci.seconds())
        .put("longestJobSeconds", ci.longestJob())
        .put("minutes", ci.minutes())
        .put("freeMinutes", ci.freeMinutes())
        .put("money", ci.money());
    json.put("bytes", Math.round(estimate.datasetBytes()));
    json.putObject("s3")
        .put("writes", s3.puts())
        .put("reads", s3.gets())
        .put("money", s3Money())
        .put("moneyAMonth", storageMoney());
    json.putObject("api")
        .put("requests", Math.round(estimate.apiRequests()))
        .put("money", apiMoney());
    DuplicateEstimate duplicates = estimate.duplicates();
    json.putObject("duplicates")
        .put("low", (long) Math.floor(duplicates.low()))
        .put("expected", Math.round(duplicates.expected()))
        .put("high", (long) Math.ceil(duplicates.high()));
    json.put("directRunnerHeapBytes", estimate.memory(cores, 0).bytes());
    json.put("diskBytes", estimate.disk().all());
    json.putObject("prices")
        .put("date", prices.date())
        .put("currency", prices.currency())
        .put("source", prices.source().strip());
    return json;
  }
}
