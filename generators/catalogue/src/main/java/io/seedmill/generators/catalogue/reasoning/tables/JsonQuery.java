package io.seedmill.generators.catalogue.reasoning.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import io.seedmill.generators.json.CanonicalJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;

/** A number looked up in, or computed from, a small JSON document. */
final class JsonQuery extends Kind {

  private static final List<String> THINGS =
      List.of("lamp", "kettle", "rope", "tent", "clock", "vase", "drum", "saw", "coat", "map");
  private static final List<String> TYPES = List.of("path", "count", "sum", "total", "best");

  JsonQuery() {
    super(
        "json-query",
        "a number from a JSON document",
        Form.INTEGER,
        List.of("document", "query"),
        "{document}\n\nWhat is {query}?",
        "Read this JSON document and find {query}.\n\n{document}",
        "An order system answers with this JSON:\n\n{document}\n\nDetermine {query}.",
        "What is {query} in the following JSON?\n\n{document}");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    ArrayNode orders = document.putArray("orders");
    int items = 0;
    int id = 100 + random.nextInt(800);
    for (int i = 0; i < 2 + level / 2; i++) {
      ObjectNode order = orders.addObject().put("id", id += 1 + random.nextInt(9));
      order.put("paid", random.nextInt(3) > 0);
      ArrayNode list = order.putArray("items");
      List<String> left = new ArrayList<>(THINGS);
      for (int j = 1 + random.nextInt(2 + level / 3); j >= 0; j--) {
        String thing = left.remove(random.nextInt(left.size()));
        list.addObject()
            .put("thing", thing)
            .put("price", 2 + random.nextInt(60))
            .put("count", 1 + random.nextInt(9));
        items++;
      }
    }
    String type = TYPES.get(Math.min(TYPES.size() - 1, (level - 1) / 2 + random.nextInt(2)));
    int price = 10 + random.nextInt(30);
    int order = random.nextInt(orders.size());
    int item = random.nextInt(orders.get(order).get("items").size());
    ObjectNode given = JsonNodeFactory.instance.objectNode().put("type", type);
    given.put("price", price).put("order", order).put("item", item).set("document", document);
    String field = random.nextBoolean() ? "price" : "count";
    String path = String.format(Locale.ROOT, "orders[%d].items[%d].%s", order, item, field);
    given.put("field", field);
    String query =
        switch (type) {
          case "path" ->
              String.format(
                  Locale.ROOT,
                  "the value of %s plus the id of orders[%d], where the first index is 0",
                  path,
                  order);
          case "count" ->
              String.format(
                  Locale.ROOT, "the sum of 'count' over all items with a 'price' above %d", price);
          case "sum" ->
              "the sum of 'price' times 'count' over the items of the order with the id %s"
                  .formatted(orders.get(order).get("id"));
          case "total" ->
              String.format(
                  Locale.ROOT,
                  "the sum of 'price' times 'count' over all items with a 'price' above %d in orders"
                      + " that are not paid",
                  price);
          default ->
              String.format(
                  Locale.ROOT,
                  "the largest sum of 'price' times 'count' that an order has, counting only items"
                      + " with a 'price' above %d",
                  price);
        };
    long answer = answer(type, orders, order, item, field, price);
    return answer == 0
        ? draw(level, random)
        : new Problem(
            Long.toString(answer),
            given,
            (long) items * (1 + TYPES.indexOf(type)),
            CanonicalJson.write(document),
            query);
  }

  private static long answer(
      String type, ArrayNode orders, int order, int item, String field, int price) {
    long sum = 0;
    long most = 0;
    for (int i = 0; i < orders.size(); i++) {
      long ofOrder = 0;
      for (JsonNode each : orders.get(i).get("items")) {
        int itsPrice = each.get("price").intValue();
        int count = each.get("count").intValue();
        sum +=
            switch (type) {
              case "count" -> itsPrice > price ? count : 0;
              case "sum" -> i == order ? itsPrice * count : 0;
              case "total" ->
                  itsPrice > price && !orders.get(i).get("paid").booleanValue()
                      ? itsPrice * count
                      : 0;
              default -> 0;
            };
        ofOrder += itsPrice > price ? itsPrice * count : 0;
      }
      most = Math.max(most, ofOrder);
    }
    return switch (type) {
      case "path" ->
          orders.at(String.format(Locale.ROOT, "/%d/items/%d/%s", order, item, field)).intValue()
              + orders.get(order).get("id").intValue();
      case "best" -> most;
      default -> sum;
    };
  }
}
