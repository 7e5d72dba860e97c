package dev.signalbox.signals.intake;

import dev.signalbox.signals.learning.Observation;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of the answer that came of a decision.
 *
 * @param decision id of the decision; empty text for many answers put together
 * @param request number of the request's record, where known
 * @param requestId the id that the client knows the request by; empty text when that is not known
 * @param session the conversation; empty text for none
 * @param asker label of the key that asked
 * @param source where the request came from; empty text when it did not say
 * @param decidedAtMillis when, in milliseconds since 1970
 * @param project whose request it was; empty text when it did not say
 * @param place what it teaches about; empty when nobody answered
 */
public record Answer(
    String decision,
    OptionalLong request,
    String requestId,
    String session,
    String asker,
    String source,
    long decidedAtMillis,
    String project,
    Optional<Observation.Place> place) {}
