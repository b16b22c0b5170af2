-- Webhooks of the payment provider, verified, each stored once and kept as it came.
CREATE TABLE provider_events (
  event_id VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  event_type VARCHAR(255) NOT NULL,
  body MEDIUMTEXT NOT NULL,
  received_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
  processed_at DATETIME(6) NULL,
  PRIMARY KEY (event_id),
  KEY provider_events_unprocessed (processed_at, received_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4
