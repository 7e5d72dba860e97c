package dev.signalbox.gateway.access;

import java.util.Optional;

/**
 * Who sends a request, and how that is known.
 *
 * @param session by which it is known; empty when it is by a key, or nobody asks
 * @param credential whether a key came along, which no web page of somebody else can send
 */
public record Identity(Caller caller, Optional<Session> session, boolean credential) {}
