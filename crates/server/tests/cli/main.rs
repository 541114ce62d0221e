//! The program itself, run as people run it, on data folders of its own.

mod desk;

mod balances;
mod both;
mod calendar;
mod consignments;
mod faults;
mod flood;
mod fresh;
mod imports;
mod learns;
mod leaving;
mod masks;
mod orders;
mod parcels;
mod people;
mod persons;
mod playbooks;
mod redacts;
mod seeds;
mod served;
mod what_if;
