package io.seedmill.generators.sources.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.Fetched;
import java.util.List;
import java.util.Optional;

/**
 * The records of a query, and the origin of its answers.
 *
 * @param bad the number of records that are no objects in JSON
 * @param problem the first of them, or else the failure that ended the pages early; empty if all
 *     records are there
 */
record QueryRecords(
    List<ObjectNode> records, Fetched fetched, int bad, Optional<RequestFailure> problem) {}
