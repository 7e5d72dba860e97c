package dev.signalbox.analytics.records;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * A page of requests, newest first.
 *
 * @param rows what {@link RecordJson} says of each
 * @param next asks for the page after this one; empty when there is none. A page that has one may
 *     be short, even empty, where much has to be looked at for little
 */
public record RecordPage(List<ObjectNode> rows, Optional<String> next) {}
