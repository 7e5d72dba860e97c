package dev.signalbox.analytics.budget;

import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.analytics.schema.tables.records.ReservedRequestsRecord;
import java.time.Instant;
import java.util.List;

/** Between a ticket and its row. */
final class TicketRows {
  private TicketRows() {}

  static ReservedRequestsRecord rowOf(Ticket ticket) {
    ReservedRequestsRecord row = new ReservedRequestsRecord();
    row.setRequest(ticket.request());
    row.setAtMs(ticket.at().toEpochMilli());
    row.setRequestId(text(ticket.requestId(), 128));
    row.setEndpoint(text(ticket.from().endpoint(), 64));
    row.setApp(text(ticket.from().app(), 128));
    row.setKeyLabel(text(ticket.from().key(), 128));
    row.setProject(text(ticket.from().project(), 128));
    row.setSource(text(ticket.from().source(), 128));
    row.setSessionId(text(ticket.from().session(), 256));
    row.setRequestedModel(text(ticket.asked().model(), 256));
    row.setStream((short) (ticket.asked().stream() ? 1 : 0));
    row.setProfile(text(ticket.asked().profile(), 128));
    row.setTask(text(ticket.asked().task(), 128));
    row.setDecisionId(text(ticket.asked().decision(), 64));
    Estimate dearest = ticket.dearest();
    row.setProvider(text(dearest.provider(), 128));
    row.setModel(text(dearest.model(), 256));
    row.setInputTokens(dearest.inputTokens());
    row.setOutputTokens(dearest.outputTokens());
    row.setInputCost(dearest.priced() ? dearest.inputNanos() : null);
    row.setOutputCost(dearest.priced() ? dearest.outputNanos() : null);
    return row;
  }

  /** What clients make up may be of any length. */
  private static String text(String value, int most) {
    String clean = value.indexOf('\0') < 0 ? value : value.replace('\0', '?');
    return clean.length() <= most ? clean : clean.substring(0, most);
  }

  static Ticket ticketOf(ReservedRequestsRecord row) {
    boolean priced = row.getInputCost() != null && row.getOutputCost() != null;
    return new Ticket(
        row.getRequest(),
        row.getRequestId(),
        Instant.ofEpochMilli(row.getAtMs()),
        new RequestRecord.From(
            row.getEndpoint(),
            row.getApp(),
            row.getKeyLabel(),
            row.getProject(),
            row.getSource(),
            row.getSessionId(),
            List.of()),
        new RequestRecord.Asked(
            row.getRequestedModel(),
            row.getStream() != 0,
            row.getProfile(),
            row.getTask(),
            row.getDecisionId()),
        new Estimate(
            row.getProvider(),
            row.getModel(),
            row.getInputTokens(),
            row.getOutputTokens(),
            priced,
            priced ? row.getInputCost() : 0,
            priced ? row.getOutputCost() : 0));
  }
}
