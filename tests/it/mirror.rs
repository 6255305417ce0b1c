//! Must-hold i: a mirror that is not the one this profile may write is refused with 78, and nothing happens to it;
//! full disks, lost mirrors, locks and backups.

mod backups;
mod brakes;
mod disk;
mod guard;
mod lock;
mod owner;
