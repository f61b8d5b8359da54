package io.seedmill.generators.sources.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.Fetched;
import java.util.List;

/** All records of a query, and where its answers came from. */
record QueryRecords(List<ObjectNode> records, Fetched fetched) {}
