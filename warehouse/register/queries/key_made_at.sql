select made_at from identity;
