/**
 * What all control paths have in common: a {@code Route} declares a method at a path, and from that
 * come routing, the check of role, query and body, the audit trail, {@code /v1/routes} and {@code
 * /openapi.json}. Knows no subject.
 */
@NullMarked
package dev.signalbox.gateway.admin.frame;

import org.jspecify.annotations.NullMarked;
