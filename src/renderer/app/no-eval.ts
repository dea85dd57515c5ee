import { z } from 'zod';

// The page's policy lets no text become code, so zod must not try. It looks when the first schema is made: this comes first.
z.config({ jitless: true });
