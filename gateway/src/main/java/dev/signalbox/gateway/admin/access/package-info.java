/** Control paths about who may do what: keys, people, logins, the audit trail. */
@NullMarked
package dev.signalbox.gateway.admin.access;

import org.jspecify.annotations.NullMarked;
