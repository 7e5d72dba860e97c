package dev.signalbox.analytics.budget;

import dev.signalbox.analytics.record.RequestRecord;
import java.time.Instant;

/**
 * A request that something is reserved for: as much of its record as is known before the call.
 *
 * @param request what its record will be stored under
 * @param requestId its id as the client knows it
 * @param dearest what it may cost
 */
public record Ticket(
    long request,
    String requestId,
    Instant at,
    RequestRecord.From from,
    RequestRecord.Asked asked,
    Estimate dearest) {}
