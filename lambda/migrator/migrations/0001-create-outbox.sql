-- Events to put on the bus, written in the transaction that makes them true.
CREATE TABLE outbox (
  sequence BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  event_id CHAR(36) NOT NULL,
  event_type VARCHAR(64) NOT NULL,
  detail JSON NOT NULL,
  created_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
  sent_at DATETIME(6) NULL,
  PRIMARY KEY (sequence),
  UNIQUE KEY outbox_event (event_id),
  KEY outbox_unsent (sent_at, created_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4
