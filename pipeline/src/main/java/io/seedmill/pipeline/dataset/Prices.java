package io.seedmill.pipeline.dataset;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.input.ValueType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Prices of what a run uses, from a file that a user may replace.
 *
 * @param date the day of the prices, as the file has it
 * @param currency the currency of all of them
 * @param source where they are from, in words
 * @param machineHour this machine, for an hour
 * @param slotHour a slot of a Flink cluster, for an hour
 * @param ci the runners of a CI service
 * @param thousandPuts 1,000 requests to S3 that write or list
 * @param thousandGets 1,000 requests to S3 that read
 * @param gigabyteMonth 10^9 bytes in S3, for a month
 * @param thousandRequests 1,000 requests to APIs
 */
public record Prices(
    String date,
    String currency,
    String source,
    double machineHour,
    double slotHour,
    Ci ci,
    double thousandPuts,
    double thousandGets,
    double gigabyteMonth,
    double thousandRequests) {

  private static final String DEFAULT = "prices.yaml";

  private static final ObjectNode NOTHING = JsonNodeFactory.instance.objectNode();

  private static final ParameterSchema CI =
      ParameterSchema.none()
          .integer("cores", "the cores of a runner", 2, 1, 1_000)
          .real("minute", "the price of a minute of a runner", 0, 0, 1e6)
          .integer("freeMinutes", "the minutes of a month that cost nothing", 0, 0, 1_000_000_000)
          .real("startSeconds", "what a job takes before its command starts", 60, 0, 86_400)
          .integer("jobsAtOnce", "the most jobs that run at the same time", 20, 1, 100_000)
          .real("longestJobMinutes", "the time after which a job is ended", 360, 1, 1e6);

  private static final ParameterSchema S3 =
      ParameterSchema.none()
          .real("thousandPuts", "1,000 requests that write or list", 0, 0, 1e6)
          .real("thousandGets", "1,000 requests that read", 0, 0, 1e6)
          .real("gigabyteMonth", "10^9 bytes for a month", 0, 0, 1e6);

  private static final ParameterSchema SCHEMA =
      ParameterSchema.none()
          .required(
              "date",
              "the day of the prices",
              ValueType.text(
                  "a day such as \"2026-01-31\"", Pattern.compile("\\d{4}-\\d{2}-\\d{2}")))
          .required("currency", "the currency of all prices", ValueType.text("such as USD"))
          .required("source", "where the prices are from", ValueType.text("words"))
          .value(
              "machine",
              "the machine that makes the plan",
              ParameterSchema.none().real("hour", "its price for an hour", 0, 0, 1e6),
              NOTHING)
          .value(
              "flink",
              "a Flink cluster",
              ParameterSchema.none().real("slotHour", "a slot for an hour", 0, 0, 1e6),
              NOTHING)
          .value("ci", "the runners of a CI service", CI, NOTHING)
          .value("s3", "requests to S3, and what is kept there", S3, NOTHING)
          .value(
              "api",
              "requests to APIs",
              ParameterSchema.none()
                  .real("thousandRequests", "1,000 requests that no cache answers", 0, 0, 1e6),
              NOTHING);

  /**
   * The runners of a CI service.
   *
   * @param cores the cores of a runner
   * @param minute a minute of a runner; begun minutes of a job count
   * @param freeMinutes the minutes of a month that cost nothing
   * @param startSeconds what a job takes before its command starts
   * @param jobsAtOnce the most jobs that run at the same time
   * @param longestJobMinutes the time after which a job is ended
   */
  public record Ci(
      int cores,
      double minute,
      long freeMinutes,
      double startSeconds,
      int jobsAtOnce,
      double longestJobMinutes) {}

  /**
   * Reads prices.
   *
   * @param file the name that messages give the text
   * @throws InvalidSpecException with all mistakes, if there are any
   */
  public static Prices read(String file, String yaml) throws InvalidSpecException {
    SpecFile parsed = SpecFile.parse(file, yaml);
    ObjectNode json = parsed.json();
    List<InputProblem> problems = SCHEMA.check(JsonPointer.empty(), json);
    if (!problems.isEmpty()) {
      throw parsed.refuse(problems);
    }
    Parameters all = SCHEMA.complete(json);
    Parameters ci = all.object("ci");
    Parameters s3 = all.object("s3");
    return new Prices(
        all.text("date"),
        all.text("currency"),
        all.text("source"),
        all.object("machine").real("hour"),
        all.object("flink").real("slotHour"),
        new Ci(
            ci.intValue("cores"),
            ci.real("minute"),
            ci.integer("freeMinutes"),
            ci.real("startSeconds"),
            ci.intValue("jobsAtOnce"),
            ci.real("longestJobMinutes")),
        s3.real("thousandPuts"),
        s3.real("thousandGets"),
        s3.real("gigabyteMonth"),
        all.object("api").real("thousandRequests"));
  }

  /** Returns the prices that come with Seedmill. */
  public static Prices shipped() {
    try {
      return read(DEFAULT, shippedText());
    } catch (InvalidSpecException e) {
      throw new IllegalStateException("the shipped prices can be read", e);
    }
  }

  /** Returns the file of these prices. */
  public static String shippedText() {
    try (InputStream in = Prices.class.getResourceAsStream(DEFAULT)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("the shipped prices can be read", e);
    }
  }
}
